/** Rows on which a figure has no answer: each is told as null, and the others are still told. */
import { describe, expect, test } from 'vitest';
import { measured } from './measured.ts';

/** A SELECT of rows of `a`, `b`, `y` and more, as SQL writes them. */
function rows(columns: string, ...values: string[]): string {
  return `SELECT * FROM (VALUES ${values.map((row) => `(${row})`).join(', ')}) AS t(${columns})`;
}

const typed = (select: string) =>
  `SELECT a::DOUBLE AS a, b::DOUBLE AS b, y::DOUBLE AS y, * EXCLUDE (a, b, y) FROM (${select})`;

describe('a comparison', () => {
  test('of labels of one kind has no AUC, and none of what needs both', async () => {
    const found = await measured(typed(rows('a, b, y', '0.2, 0.3, 1', '0.6, 0.9, 1')));
    expect(found.quality[0]).toMatchObject({
      auc: null,
      gini: null,
      ks: null,
      averagePrecision: 1,
      roc: [],
    });
    expect(found.quality[0]).toHaveProperty('brier', (0.8 ** 2 + 0.4 ** 2) / 2);
  });

  test('of negative labels alone has no average precision either', async () => {
    const found = await measured(typed(rows('a, b, y', '0.2, 0.3, 0', '0.6, 0.9, 0')));
    expect(found.quality[1]).toMatchObject({ auc: null, ks: null, averagePrecision: null, precisionRecall: [] });
  });

  test('of constant scores has no correlation, and an AUC of one half', async () => {
    const found = await measured(typed(rows('a, b, y', '0.1, 0.3, 1', '0.1, 0.9, 0', '0.1, 0.8, 1')));
    expect(found.agreement[0]).toMatchObject({ pearson: null, spearman: null });
    expect(found.quality[0]).toMatchObject({ auc: 0.5, ks: 0 });
    expect(found.distributions[0]).toMatchObject({ mean: 0.1, sd: 0, min: 0.1, max: 0.1 });
    expect(found.distributions[0]?.histogram).toHaveLength(40);
  });

  test('of the same constant from both models still has a histogram', async () => {
    const found = await measured(typed(rows('a, b, y', '0.5, 0.5, 1', '0.5, 0.5, 0')));
    expect(found.distributions[0]?.histogram).toEqual([{ from: 0.5, to: 0.5, share: 1 }]);
    expect(found.agreement[0]).toMatchObject({ psi: 0, ks: 0, wasserstein: 0, largestDifference: 0 });
    expect(found.agreement[0]?.decisions).toMatchObject({ agreement: 1, kappa: null, swapRate: 0 });
  });

  test('leaves out rows without a finite score of every model', async () => {
    const found = await measured(
      typed(
        rows('a, b, y', "'nan'::DOUBLE, 0.3, 1", '0.1, NULL, 0', "0.1, 'inf'::DOUBLE, 0", '0.4, 0.6, 1', '0.3, 0.2, 0'),
      ),
    );
    expect(found.counts).toMatchObject({ compared: 2, judged: 2, positive: 1 });
    expect(found.quality.map((quality) => quality.task === 'binary' && quality.auc)).toEqual([1, 1]);
  });

  test('judges only rows with a label, and compares them all', async () => {
    const found = await measured(typed(rows('a, b, y', '0.1, 0.2, NULL', '0.9, 0.7, 1', '0.3, 0.4, 0')));
    expect(found.counts).toMatchObject({ compared: 3, judged: 2 });
    expect(found.agreement[0]?.decisions?.swap.rejected).toMatchObject({ rows: 2, positiveRate: 0 });
  });

  test('without any label has no quality', async () => {
    const found = await measured(typed(rows('a, b, y', '0.1, 0.2, NULL', '0.9, 0.7, NULL')));
    expect(found.quality).toEqual([]);
    expect(found.agreement[0]?.decisions?.swap.kept).toMatchObject({ rows: 1, positiveRate: null });
  });

  test('leaves out rows whose weight is zero or missing', async () => {
    const found = await measured(
      typed(rows('a, b, y, w', '0.1, 0.2, 0, 0', '0.9, 0.7, 1, NULL', '0.3, 0.6, 1, 2', '0.2, 0.5, 0, 1')),
      { weight: 'CAST(w AS DOUBLE)' },
    );
    expect(found.counts).toMatchObject({ compared: 2, judged: 2 });
    expect(found.distributions[0]?.mean).toBeCloseTo(0.8 / 3, 15);
  });

  test('refuses a weight below zero', async () => {
    await expect(
      measured(typed(rows('a, b, y, w', '0.1, 0.2, 0, -1', '0.9, 0.7, 1, 1')), { weight: 'CAST(w AS DOUBLE)' }),
    ).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: 'The weight of row 1 is -1: expected weights of 0 or more.',
    });
  });

  test('of numbers that are the same has one tenth, which is furthest off', async () => {
    const found = await measured(typed(rows('a, b, y', '3, 5, 4', '3, 5, 6', '3, 5, NULL', "3, 5, 'inf'::DOUBLE")), {
      task: 'regression',
      selection: undefined,
    });
    expect(found.quality[0]).toMatchObject({ residuals: [{ rows: 2, meanScore: 3, mean: -2, low: -3, high: -1 }] });
    const { doubleLift } = found.agreement[0] ?? {};
    expect(doubleLift).toMatchObject({ by: 'ratio', tenths: [{ rows: 2, meanLabel: 5, meanChallenger: 5 }] });
  });

  test('puts a row whose value ends a fifth into that fifth, to the last bit', async () => {
    const select =
      'SELECT 0.5::DOUBLE AS a, 0.5::DOUBLE AS b, 1.0::DOUBLE AS y, sin(k * i) AS g FROM range(1, 101) t(i)';
    for (const k of [1, 2, 3, 4, 5]) {
      const found = await measured(select.replace('k *', `${k} *`), { segments: [{ name: 'g', type: 'DOUBLE' }] });
      expect(found.segments[0]?.parts.map(({ rows: count }) => count)).toEqual([20, 20, 20, 20, 20]);
    }
  });

  test('of one row has no correlation', async () => {
    const found = await measured(typed(rows('a, b, y', '0.1, 0.7, 1')));
    expect(found.agreement[0]).toMatchObject({
      pearson: null,
      spearman: null,
      ks: 1,
    });
    expect(found.agreement[0]?.meanDifference).toBeCloseTo(0.6);
    expect(found.agreement[0]?.decisions?.swap.swappedIn).toMatchObject({ rows: 1, share: 1 });
    expect(found.agreement[0]?.migration.flat().reduce((sum, weight) => sum + weight, 0)).toBe(1);
  });

  test('of no rows has no figures, and fails on none', async () => {
    const found = await measured(`${typed(rows('a, b, y', '0.1, 0.7, 1'))} WHERE false`);
    expect(found.counts).toMatchObject({ compared: 0, judged: 0 });
    expect(found.distributions[0]).toMatchObject({ mean: null, quantiles: [], histogram: [] });
    expect(found.agreement[0]).toMatchObject({
      psi: null,
      ks: null,
      decisions: null,
      migration: [],
      disagreements: [],
    });
    expect(found.quality).toEqual([]);
  });

  test('of scores that are no probabilities has no log loss', async () => {
    const found = await measured(typed(rows('a, b, y', '-1, 0.7, 1', '3, 0.2, 0')));
    expect(found.quality[0]).toMatchObject({ auc: 0, logLoss: null, brier: null });
    expect(found.quality[1]).toMatchObject({ auc: 1 });
  });

  test('of sure and wrong probabilities has a finite log loss', async () => {
    const found = await measured(typed(rows('a, b, y', '0, 1, 1', '1, 0, 0')));
    expect(found.quality[0]).toMatchObject({ logLoss: -Math.log(2 ** -52) });
  });

  test('of numbers that should all be the same has no R²', async () => {
    const found = await measured(typed(rows('a, b, y', '1, 2, 0', '3, 0, 0')), {
      task: 'regression',
      label: { column: 'y', positive: null, sql: 'y' },
      selection: undefined,
    });
    expect(found.quality[0]).toMatchObject({ mae: 2, r2: null, mape: null, bias: 2 });
  });
});

test('scores that rank the outcome the wrong way round are told of', async () => {
  const select = 'SELECT i / 400 AS a, 1 - i / 400 AS b, (i > 200)::INTEGER AS y FROM range(400) t(i)';
  const { warnings, quality } = await measured(select);
  expect(quality.map((figures) => figures.task === 'binary' && figures.auc)).toEqual([1, 0]);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(/^High scores of "b" \(AUC 0\.0000\) go with rows that are not "1", of 400 with a label/);
});
