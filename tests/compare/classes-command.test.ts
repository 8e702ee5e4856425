/** `rowcast compare` with models of several classes, as a user runs it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CompareReport } from '../../contract/index.ts';
import { freshFolder } from '../engine/fresh-folder.ts';
import { inRepository } from '../engine/repository.ts';
import { rowcast } from '../support/rowcast-command.ts';

const rows = inRepository('models/matrix/rows.parquet');
const [cat, xgb] = ['cat', 'xgb'].map((name) => inRepository(`models/matrix/models/${name}-multiclass.onnx`));
const models = ['--champion', `old=${cat}`, '--challenger', `new=${xgb}`];
const labels = ['--label', 'weekday'];

test('tells of all classes, with limits, a page and a column of distances', async () => {
  const folder = freshFolder();
  const limits = ['--limit', 'kappa > 0.9', '--limit', 'log_loss_rise <= 0', '--limit', 'accuracy_drop < -1%'];
  const ended = await rowcast(
    folder,
    'compare',
    rows,
    ...models,
    ...labels,
    '--segment',
    'origin',
    ...limits,
    '-o',
    'out',
  );
  expect(ended.exit).toBe(1);
  expect(ended.stderr).toContain(
    'warning: 384 rows have labels in "weekday" that no model knows (3 to 7): compared, and not judged.',
  );
  expect(ended.stderr).toContain('1 of 3 limits not kept: "accuracy_drop < -1%" by new (0.0000)');
  expect(ended.stdout).toContain('right class (accuracy)');
  const report = CompareReport.parse(JSON.parse(readFileSync(join(folder, 'out', 'report.json'), 'utf8')));
  expect(report).toMatchObject({
    task: 'classes',
    rows: { read: 538, compared: 538, judged: 154, positive: null },
    label: { column: 'weekday', positive: null },
    agreement: [],
    classes: { classes: ['0', '1', '2'], segments: [{ column: 'origin' }] },
  });
  expect(report.models[0]?.score).toBe('old_probabilities_0, old_probabilities_1, old_probabilities_2');
  expect(report.scored.columns.at(-1)).toBe('new_distance_to_old');
  expect(readFileSync(join(folder, 'out', 'report.html'), 'utf8')).toContain(
    'How the probabilities of each class moved',
  );
}, 60_000);

test('compares one of the classes where --positive names it', async () => {
  const folder = freshFolder();
  const ended = await rowcast(
    folder,
    'compare',
    rows,
    ...models,
    ...labels,
    '--positive',
    '2',
    '--top',
    '10',
    '--quiet',
    '-o',
    'out',
  );
  expect(ended).toMatchObject({ exit: 0, stdout: '', stderr: '' });
  const report = CompareReport.parse(JSON.parse(readFileSync(join(folder, 'out', 'report.json'), 'utf8')));
  expect(report).toMatchObject({ task: 'binary', label: { column: 'weekday', positive: '2' }, classes: null });
  expect(report.models.map(({ score }) => score)).toEqual(['old_probabilities_2', 'new_probabilities_2']);
}, 60_000);

test.each([
  [
    [...models, '--threshold', '0.5'],
    '--threshold is given, and the models give a probability for each of the classes 0, 1, 2: expected one score for a row.',
  ],
  [
    [...models, '--label', 'carrier'],
    `No label in column "carrier" is one of the models' classes 0, 1, 2: it holds 9E to WN.`,
  ],
])(
  'refuses %j',
  async (words, message) => {
    const folder = freshFolder();
    const ended = await rowcast(folder, 'compare', rows, ...words, '-o', 'out');
    expect(ended).toMatchObject({ exit: 2, stdout: '' });
    expect(ended.stderr).toContain(`rowcast: ${message} [INVALID_ARGUMENT]`);
  },
  60_000,
);
