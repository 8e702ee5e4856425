/** Where the output ends up, and what it replaces. */
import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { expect, it } from 'vitest';
import { useTables } from '../engine/use-tables.ts';
import { workplace } from '../support/small-tables.ts';

const tables = useTables();
const words = ['t.csv', '--model', 'm.onnx', '--features', 'a,b,c', '--quiet'];
const expected = 'id,a,b,c,y\nx1,1,2,3,321.0\nx2,4,,6,nan\nx3,7,8,9,987.0\n';

it('--overwrite replaces an output, and needs none to be there', async () => {
  const place = workplace();
  for (const more of [[], ['--threads', '1']]) {
    await place.score(...words, ...more, '-o', 'out.csv', '--overwrite');
    expect(readFileSync(place.path('out.csv'), 'utf8')).toBe(expected);
  }
  expect(readdirSync(place.folder).toSorted()).toEqual(['m.onnx', 'out.csv', 't.csv']);
});

it.skipIf(process.platform === 'win32')('an output through a link replaces what the link leads to', async () => {
  const place = workplace();
  mkdirSync(place.path('elsewhere'));
  place.write('elsewhere/real.csv', 'old\n');
  symlinkSync('elsewhere/real.csv', place.path('link.csv'));
  await place.score(...words, '-o', 'link.csv', '--overwrite');
  expect(lstatSync(place.path('link.csv')).isSymbolicLink()).toBe(true);
  expect(lstatSync(place.path('elsewhere/real.csv')).isFile()).toBe(true);
  expect(readFileSync(place.path('elsewhere/real.csv'), 'utf8')).toBe(expected);
  expect(readdirSync(place.path('elsewhere'))).toEqual(['real.csv']);
});

it.skipIf(process.platform === 'win32')('an output in a folder that is a link ends up in the folder', async () => {
  const place = workplace();
  mkdirSync(place.path('elsewhere'));
  symlinkSync('elsewhere', place.path('results'));
  await place.score(...words, '-o', 'results/out.csv');
  expect(readdirSync(place.path('elsewhere'))).toEqual(['out.csv']);
});

it.skipIf(process.platform === 'win32')('an output keeps the permissions of the file it replaces', async () => {
  const place = workplace();
  place.write('out.csv', 'secret\n');
  chmodSync(place.path('out.csv'), 0o600);
  await place.score(...words, '-o', 'out.csv', '--overwrite');
  expect(statSync(place.path('out.csv')).mode & 0o777).toBe(0o600);
});

it.each([
  ['out.csv', [], "read_csv('FILE', header = true)"],
  ['out.tsv', [], "read_csv('FILE', delim = '\t', header = true)"],
  ['out.txt', [], "read_csv('FILE', header = true)"],
  ['out.csv.gz', [], "read_csv('FILE', header = true)"],
  ['out.parquet', [], "read_parquet('FILE')"],
  ['out.pq', [], "read_parquet('FILE')"],
  ['out.ndjson', [], "read_ndjson('FILE')"],
  ['out.jsonl.gz', [], "read_ndjson('FILE')"],
  ['out.data', ['--output-format', 'parquet'], "read_parquet('FILE')"],
])('%s %j', async (name, more, from) => {
  const place = workplace('id,a,b,c\nx1,1,2,3\n');
  await place.score(...words, '-o', name, ...more);
  expect(await tables.rows(`SELECT id, y::DOUBLE AS y FROM ${from.replace('FILE', place.path(name))}`)).toEqual([
    { id: 'x1', y: 321 },
  ]);
});

it.skipIf(process.platform === 'win32')('a pipe is refused, not replaced', async () => {
  const place = workplace();
  execFileSync('mkfifo', [place.path('pipe.csv')]);
  expect(await place.run('score', ...words, '-o', 'pipe.csv', '--overwrite')).toMatchObject({
    exit: 2,
    stderr:
      'rowcast: The output "pipe.csv" is a device, pipe or socket: expected a file, which can be replaced as a whole. [DESTINATION_NOT_WRITABLE]\n  Name a file.\n',
  });
  expect(lstatSync(place.path('pipe.csv')).isFIFO()).toBe(true);
});

it('a name as long as file systems take is no trouble, a longer one is refused', async () => {
  const place = workplace();
  const longest = `${'x'.repeat(251)}.csv`;
  await place.score(...words, '-o', longest);
  expect(readFileSync(place.path(longest), 'utf8')).toBe(expected);
  const ended = await place.run('score', ...words, '-o', `x${longest}`);
  expect(ended.stderr).toBe(
    'rowcast: The name of the output is 256 bytes long: expected at most 255. [DESTINATION_NOT_WRITABLE]\n  Name a file with a shorter name.\n',
  );
  expect(readdirSync(place.folder).toSorted()).toEqual(['m.onnx', 't.csv', longest].toSorted());
});
