/** Limits that a comparison cannot hold are refused before anything is scored; all others have a figure. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CompareReport } from '../../contract/index.ts';
import { freshFolder } from '../engine/fresh-folder.ts';
import { inRepository } from '../engine/repository.ts';
import { rowcast } from '../support/rowcast-command.ts';

const model = (name: string) => inRepository(`models/${name}.onnx`);
const matrix = (name: string) => inRepository(`models/matrix/models/${name}.onnx`);
const flights = inRepository('models/data/flights.parquet');

const champion = ['--champion', model('late-v1')];
const scores = [flights, ...champion, '--challenger', model('late-v2')];
const numbers = [flights, '--champion-column', 'dep_delay', '--challenger', model('arrival-delay')];
const classes = [
  inRepository('models/matrix/rows.parquet'),
  '--champion',
  `old=${matrix('cat-multiclass')}`,
  '--challenger',
  `new=${matrix('xgb-multiclass')}`,
];

const shares = new Set(['agreement', 'swap_rate', 'kappa', 'ks', 'pearson', 'spearman', 'kendall']);

test.each([
  ['scores of two outcomes are compared', scores, ['--label', 'late', '--threshold', '0.3'], 'r2_drop'],
  ['predicted numbers are compared', numbers, ['--label', 'arr_delay', '--threshold', '15'], 'auc_drop'],
  ['probabilities of several classes are compared', classes, ['--label', 'weekday'], 'pearson'],
  ['scores of two files are compared', [flights, '--with', flights, ...champion], ['--label', 'late'], 'swap_rate'],
  [
    'predictions for two files are compared',
    [flights, '--with', flights, '--champion', model('arrival-delay')],
    ['--label', 'arr_delay'],
    'ece_rise',
  ],
])('where %s, every figure that is offered is found', async (kind, what, how, other) => {
  const folder = freshFolder();
  const compare = (...words: string[]) => rowcast(folder, 'compare', ...what, ...how, ...words, '-o', 'out');
  const refused = await compare('--limit', `${other} < 1`);
  expect(refused.exit).toBe(2);
  expect(refused.stderr).toContain(
    `The limit "${other} < 1" cannot be held: ${kind}, and "${other}" is no figure of that. [INVALID_ARGUMENT]`,
  );
  expect(existsSync(join(folder, 'out'))).toBe(false);
  const offered = /The figures of such a comparison are: (.*)\./.exec(refused.stderr)?.[1]?.split(', ') ?? [];
  expect(offered.length).toBeGreaterThan(5);
  const ended = await compare(
    ...offered.flatMap((figure) => ['--limit', `${figure} >= ${shares.has(figure) ? -1 : -1e9}`]),
  );
  expect(ended).toMatchObject({ exit: 0 });
  const report = CompareReport.parse(JSON.parse(readFileSync(join(folder, 'out', 'report.json'), 'utf8')));
  expect(report.verdict?.limits.map(({ limit }) => limit.split(' ')[0])).toEqual(offered);
});

test.each([
  [
    'scores',
    scores,
    'auc_drop < 1',
    'The limit "auc_drop < 1" is on what came true, and nothing says what did: expected --label. [INVALID_ARGUMENT]\n  Name the column with the outcome: --label COLUMN.',
  ],
  [
    'numbers',
    numbers,
    'swap_rate < 5%',
    'The limit "swap_rate < 5%" is on decisions, and nothing says which rows the models select. [INVALID_ARGUMENT]\n  Give --threshold SCORE or --top PERCENT.',
  ],
])('%s without what limits need are refused before anything is scored', async (_, what, limit, words) => {
  const folder = freshFolder();
  const ended = await rowcast(folder, 'compare', ...what, '--limit', limit, '-o', 'out');
  expect(ended).toMatchObject({ exit: 2, stdout: '', stderr: `rowcast: ${words}\n` });
  expect(existsSync(join(folder, 'out'))).toBe(false);
});
