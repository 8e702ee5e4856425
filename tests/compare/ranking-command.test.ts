/** `rowcast compare --group`, as a user runs it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CompareReport } from '../../contract/index.ts';
import { freshFolder } from '../engine/fresh-folder.ts';
import { inRepository } from '../engine/repository.ts';
import { rowcast } from '../support/rowcast-command.ts';

const flights = inRepository('models/data/flights.parquet');
const [v1, v2] = ['late-v1', 'late-v2'].map((name) => inRepository(`models/${name}.onnx`));
const matrix = inRepository('models/matrix/rows.parquet');
const [cat, xgb] = ['cat', 'xgb'].map((name) => inRepository(`models/matrix/models/${name}-multiclass.onnx`));
const models = ['--champion', `old=${v1}`, '--challenger', `new=${v2}`];
const grouped = ['--label', 'late', '--group', 'dest'];

test('tells how the rows of each group are ordered, with limits, a page and a job file', async () => {
  const folder = freshFolder();
  const limits = ['--limit', 'ndcg10_drop <= 0.5', '--limit', 'mrr_drop < -1'];
  const words = [flights, ...models, ...grouped, ...limits, '--save-job', 'job.yaml', '-o', 'out'];
  const ended = await rowcast(folder, 'compare', ...words);
  expect(ended.exit).toBe(1);
  expect(ended.stderr).toContain('1 of 2 limits not kept: "mrr_drop < -1" by new');
  expect(ended.stdout).toContain('groups by dest');
  expect(ended.stdout).toContain('NDCG of the first 10');
  expect(ended.stdout).toContain('NDCG of all');
  const report = CompareReport.parse(JSON.parse(readFileSync(join(folder, 'out', 'report.json'), 'utf8')));
  expect(report).toMatchObject({
    task: 'ranking',
    label: { column: 'late', positive: null },
    quality: [],
    ranking: { column: 'dest', quality: [{ model: 'old' }, { model: 'new' }], agreement: [{ challenger: 'new' }] },
  });
  expect(report.tests.map(({ figure }) => figure)).toEqual(['ndcg10', 'ndcg5', 'ndcg', 'map', 'mrr']);
  expect(report.rows.positive).toBeNull();
  expect(readFileSync(join(folder, 'out', 'report.html'), 'utf8')).toContain('Order within groups');
  expect(readFileSync(join(folder, 'job.yaml'), 'utf8')).toContain('group: dest');
}, 60_000);

test.each([
  [
    [flights, ...models, ...grouped, '--top', '10'],
    '--group is given together with --top, which says nothing of how the rows of a group are ordered.',
  ],
  [
    [flights, ...models, ...grouped, '--weight', 'seats'],
    '--group is given together with --weight, which says nothing of how the rows of a group are ordered.',
  ],
  [
    [flights, '--with', flights, '--champion', `${v1}`, '--group', 'dest'],
    '--group is given together with --with without --key, which says nothing of how the rows of a group are ordered.',
  ],
  [
    [flights, ...models, '--label', 'carrier', '--group', 'dest'],
    'Label "carrier" is of type text (VARCHAR), and groups are ranked: expected a column of grades, whole numbers from 0.',
  ],
  [
    [flights, ...models, ...grouped, '--limit', 'auc_drop <= 0'],
    'The limit "auc_drop <= 0" cannot be held: the order within groups is compared, and "auc_drop" is no figure of that.',
  ],
  [
    [matrix, '--champion', `old=${cat}`, '--challenger', `new=${xgb}`, '--group', 'origin'],
    'Model "old" gives label, probabilities_0, probabilities_1, probabilities_2: expected one number, or two probabilities, to compare it by.',
  ],
])(
  'refuses %j',
  async (words, message) => {
    const ended = await rowcast(freshFolder(), 'compare', ...words, '-o', 'out');
    expect(ended).toMatchObject({ exit: 2, stdout: '' });
    expect(ended.stderr).toContain(`rowcast: ${message} [INVALID_ARGUMENT]`);
  },
  60_000,
);
