/** `score --save-job` writes what was said as a file, and `run` carries it out from wherever it is called. */
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { Plan, Receipt } from '../../contract/index.ts';
import { rowcast } from '../support/rowcast-command.ts';
import { workplace } from '../support/small-tables.ts';

const words = ['t.csv', '--model', 'm.onnx', '--features', 'a,b,c', '-o', 'out.csv'];

it('a saved job does the same again, and only replaces its output when told to', async () => {
  const place = workplace();
  const first = await place.score(...words, '--save-job', 'job.yaml', '--quiet');
  expect(first.stdout).toBe('');
  const output = readFileSync(place.path('out.csv'), 'utf8');
  expect(output).toContain('x1,1,2,3,321.0');

  expect(await place.run('run', 'job.yaml')).toEqual({
    exit: 2,
    signal: null,
    stdout: '',
    stderr: `rowcast: The output "${place.path('out.csv')}" is there already and was left as it is. [DESTINATION_EXISTS]\n  Pass --overwrite to replace it, or name another file.\n`,
  });
  const again = await place.run('run', 'job.yaml', '--overwrite', '--receipt', 'r.json');
  expect(again).toMatchObject({ exit: 0, stderr: '' });
  expect(again.stdout).toMatch(/^Wrote .*out\.csv: 3 rows/);
  expect(readFileSync(place.path('out.csv'), 'utf8')).toBe(output);
  expect(Receipt.parse(JSON.parse(readFileSync(place.path('r.json'), 'utf8'))).rows.written).toBe(3);
});

it('paths count from the file, so that a folder can move with its job', async () => {
  const place = workplace();
  await place.score(...words, '--overwrite', '--save-job', 'job.yaml', '--dry-run');
  expect(readFileSync(place.path('job.yaml'), 'utf8')).not.toContain(place.folder);
  const moved = join(place.folder, 'moved');
  mkdirSync(moved);
  ['t.csv', 'm.onnx', 'job.yaml'].forEach((name) => renameSync(place.path(name), join(moved, name)));
  const ended = await rowcast(dirname(place.folder), 'run', join(moved, 'job.yaml'), '--json');
  const receipt = Receipt.parse(JSON.parse(ended.stdout));
  expect(receipt.output.path).toBe(join(moved, 'out.csv'));
  expect(await rowcast(moved, 'run', 'job.yaml', '--quiet')).toMatchObject({ exit: 0, stdout: '' });
});

it('--dry-run shows the plan and writes no output', async () => {
  const place = workplace();
  await place.score(...words, '--save-job', 'job.yaml', '--dry-run');
  const plan = Plan.parse(JSON.parse((await place.run('run', 'job.yaml', '--dry-run', '--json')).stdout));
  expect(plan.columns).toEqual(['id', 'a', 'b', 'c', 'y']);
  expect(() => readFileSync(place.path('out.csv'))).toThrow('ENOENT');
});

it('a job that cannot be planned is not saved', async () => {
  const place = workplace();
  const ended = await place.run('score', ...words, '--where', 'nothing = 1', '--save-job', 'job.yaml');
  expect(ended).toMatchObject({ exit: 2 });
  expect(() => readFileSync(place.path('job.yaml'))).toThrow('ENOENT');
});

it('a job file that is there is replaced with --overwrite only', async () => {
  const place = workplace();
  place.write('job.yaml', 'mine');
  const refused = await place.run('score', ...words, '--save-job', 'job.yaml');
  expect(refused).toMatchObject({ exit: 2, stdout: '' });
  expect(refused.stderr).toBe(
    'rowcast: The job file "job.yaml" is there already and was left as it is. [DESTINATION_EXISTS]\n  Pass --overwrite to replace it and the output, or name another file.\n',
  );
  expect(() => readFileSync(place.path('out.csv'))).toThrow('ENOENT');
  await place.score(...words, '--save-job', 'job.yaml', '--overwrite');
  expect(readFileSync(place.path('job.yaml'), 'utf8')).toContain('overwrite: true');
});

it('neither command keeps anything in the user’s data folder', async () => {
  const place = workplace();
  const home = place.path('home');
  process.env['ROWCAST_HOME'] = home;
  try {
    await place.score(...words, '--save-job', 'job.yaml');
    expect(await place.run('run', 'job.yaml', '--overwrite')).toMatchObject({ exit: 0 });
  } finally {
    delete process.env['ROWCAST_HOME'];
  }
  expect(() => readFileSync(home)).toThrow('ENOENT');
});
