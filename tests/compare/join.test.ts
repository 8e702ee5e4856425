/** Two scored files, compared on the rows whose keys are the same. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CompareReport } from '../../contract/index.ts';
import { freshFolder } from '../engine/fresh-folder.ts';
import { rowcast } from '../support/rowcast-command.ts';

const ids = Array.from({ length: 40 }, (_, at) => at + 1);
const csv = (header: string, lines: readonly string[]) => `${[header, ...lines].join('\n')}\n`;
const score = (id: number, shift: number) => (((id * 7 + shift) % 40) / 40).toFixed(3);

function twoFiles(): string {
  const folder = freshFolder();
  const old = ids.map((id) => `${id},${score(id, 0)},${id % 3 === 0 ? 1 : 0}`);
  // Two rows of the first file are not in the second, and one of the second is not in the first.
  const others = [...ids.slice(2), 99].toReversed().map((id) => `${id},${score(id, 3)},x${id % 2}`);
  writeFileSync(join(folder, 'old.csv'), csv('id,p,y', old));
  writeFileSync(join(folder, 'new.csv'), csv('id,p,kind', others));
  return folder;
}

const words = ['compare', 'old.csv', '--with', 'new.csv', '--key', 'id', '--champion-column', 'p', '-o', 'out'];

test('are compared by their key, and rows without a partner are told', async () => {
  const folder = twoFiles();
  const ended = await rowcast(folder, ...words, '--label', 'y', '--segment', 'kind', '--save-job', 'job.yaml');
  expect(ended.exit).toBe(0);
  expect(ended.stderr).toContain('2 rows of 40 in "old.csv" have no partner in the other file and are left out.');
  expect(ended.stderr).toContain('1 row of 39 in "new.csv" has no partner in the other file and is left out.');
  const report = CompareReport.parse(JSON.parse(readFileSync(join(folder, 'out', 'report.json'), 'utf8')));
  expect(report.rows).toMatchObject({ read: 38, compared: 38, judged: 38 });
  expect(report.models.map(({ name }) => name)).toEqual(['p', 'new_p']);
  expect(report.source.map(({ path }) => path.split(/[/\\]/).at(-1))).toEqual(['old.csv', 'new.csv']);
  expect(report.segments[0]?.parts.map(({ name, rows }) => [name, rows])).toEqual([
    ['x0', 19],
    ['x1', 19],
  ]);
  const difference = ids.slice(2).reduce((sum, id) => sum + Number(score(id, 3)) - Number(score(id, 0)), 0) / 38;
  expect(report.agreement[0]?.meanDifference).toBeCloseTo(difference, 12);
  expect(await rowcast(folder, 'run', 'job.yaml', '--overwrite', '--quiet')).toMatchObject({ exit: 0, stdout: '' });
}, 60_000);

test.each([
  [
    'id,p\n1,0.5\n1,0.6\n2,0.1\n',
    '2 rows of "new.csv" share 1 key with another row, for example id 1: expected a key for each row.',
  ],
  ['id,p\nx,0.5\n', 'Key "id" is of type BIGINT in "old.csv" and of type VARCHAR in "new.csv": expected one type.'],
  ['id,p\n77,0.5\n', 'No key of "old.csv" is in "new.csv": there are no rows to compare.'],
])(
  'are refused where the second is %j',
  async (text, message) => {
    const folder = twoFiles();
    writeFileSync(join(folder, 'new.csv'), text);
    const ended = await rowcast(folder, ...words);
    expect(ended).toMatchObject({ exit: 2, stdout: '' });
    expect(ended.stderr).toContain(message);
    expect(readdirSync(folder).toSorted()).toEqual(['new.csv', 'old.csv']);
  },
  60_000,
);

test('are not written over', async () => {
  const folder = twoFiles();
  await rowcast(folder, ...words, '--quiet');
  const scored = readFileSync(join(folder, 'out', 'scored.parquet'));
  const again = ['compare', 'old.csv', '--with', join('out', 'scored.parquet'), ...words.slice(4), '--overwrite'];
  const ended = await rowcast(folder, ...again);
  expect(ended.exit).toBe(2);
  expect(ended.stderr).toContain('[DESTINATION_IS_SOURCE]');
  expect(readFileSync(join(folder, 'out', 'scored.parquet')).equals(scored)).toBe(true);
}, 60_000);

test('need a table and a key', async () => {
  const folder = twoFiles();
  const ended = await rowcast(
    folder,
    ...words.filter((word) => word !== '--key' && word !== 'id'),
    '--challenger-column',
    'score',
  );
  expect(ended.stderr).toContain('--with is given without --key. [INVALID_ARGUMENT]');
}, 60_000);
