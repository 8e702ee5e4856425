/** What is estimated at scale: how far it may be off, and that it is not further. */
import { expect, test } from 'vitest';
import type { BinaryQuality } from '../../contract/index.ts';
import { measure } from '../../engine/compare/measure.ts';
import { measured, onFile, twoScores } from './measured.ts';

const flights = `SELECT p1 AS a, p2 AS b, late AS y FROM 'models/data/flights.parquet'
  POSITIONAL JOIN (SELECT probabilities_1 AS p1 FROM 'models/expected/late-v1.parquet')
  POSITIONAL JOIN (SELECT probabilities_1 AS p2 FROM 'models/expected/late-v2.parquet')`;

const binary = (quality: unknown) => quality as BinaryQuality;

test.each([2 ** 4, 2 ** 8, 2 ** 20])(
  'on a grid of %d cells no AUC is off by more than the bound',
  async (gridCells) => {
    const exact = await measured(flights);
    const grid = await measured(flights, {}, { exactRows: 0, gridCells });
    expect(exact.ranks).toEqual({ kind: 'exact', aucBound: 0 });
    expect(grid.ranks.kind).toBe('grid');
    for (const at of [0, 1]) {
      const gap = Math.abs((binary(grid.quality[at]).auc ?? 0) - (binary(exact.quality[at]).auc ?? 0));
      expect(gap).toBeLessThanOrEqual(grid.ranks.aucBound);
      // The figures that come from the rows themselves know no grid.
      expect(binary(grid.quality[at]).logLoss).toBeCloseTo(binary(exact.quality[at]).logLoss ?? 0, 12);
      expect(binary(grid.quality[at]).ece).not.toBeNull();
    }
    const width = 1 / gridCells;
    const area = (exact.agreement[0]?.wasserstein ?? 0) - (grid.agreement[0]?.wasserstein ?? 0);
    expect(Math.abs(area)).toBeLessThanOrEqual(width);
  },
  30_000,
);

test('on the usual grid ranks are as good as exact', async () => {
  const exact = await measured(flights);
  const grid = await measured(flights, {}, { exactRows: 0, gridCells: 2 ** 20 });
  expect(grid.ranks.aucBound).toBeLessThan(1e-5);
  expect(grid.agreement[0]?.spearman).toBeCloseTo(exact.agreement[0]?.spearman ?? 0, 5);
  expect(grid.agreement[0]?.psi).toBeCloseTo(exact.agreement[0]?.psi ?? 0, 3);
}, 30_000);

test('on the usual grid tenths of numbers are as good as exact', async () => {
  const numbers = `SELECT dep_delay AS a, predicted_delay AS b, arr_delay AS y FROM 'models/data/flights.parquet'
    POSITIONAL JOIN 'models/expected/arrival-delay.parquet'`;
  const subject = { task: 'regression' as const, selection: undefined };
  const exact = await measured(numbers, subject);
  const grid = await measured(numbers, subject, { exactRows: 0, gridCells: 2 ** 20 });
  const tenths = (found: typeof exact) =>
    found.quality.flatMap((one) => (one.task === 'regression' ? one.residuals : []));
  expect(tenths(exact)).toHaveLength(20);
  // Delays span less than 2,048 minutes, in 2^16 cells.
  for (const [at, residual] of tenths(grid).entries()) {
    expect(Math.abs(residual.low - (tenths(exact)[at]?.low ?? 0))).toBeLessThanOrEqual(2048 / 2 ** 17);
    expect(Math.abs(residual.high - (tenths(exact)[at]?.high ?? 0))).toBeLessThanOrEqual(2048 / 2 ** 17);
    // A cell holds what is tied, so that tenths of whole minutes are the same.
    if (at < 10) expect(residual.rows).toBe(tenths(exact)[at]?.rows);
  }
  const rows = grid.agreement[0]?.doubleLift?.tenths.reduce((sum, one) => sum + one.rows, 0);
  expect(rows).toBe(26_971);
}, 30_000);

/** The interval of a mean of differences by its standard error, which resampling estimates. */
async function brierInterval(select: string, seed: number) {
  const found = await measured(select, { seed });
  const brier = found.tests.find(({ figure }) => figure === 'brier');
  return { low: brier?.low ?? 0, high: brier?.high ?? 0, difference: brier?.difference ?? 0 };
}

test('a resampled interval is as wide as the standard error says, and the same for the same seed', async () => {
  const known = `SELECT * FROM (${flights}) WHERE y IS NOT NULL`;
  const squares = `avg((b - y::INT) ** 2 - (a - y::INT) ** 2) AS a, 1.96 * stddev((b - y::INT) ** 2 - (a - y::INT) ** 2) / sqrt(count(*)) AS b`;
  for (const select of [`${known} LIMIT 3000`, known]) {
    const [expected] =
      (await measured(`SELECT ${squares}, NULL::DOUBLE AS y FROM (${select})`)).agreement[0]?.disagreements ?? [];
    const found = await brierInterval(select, 1);
    expect(found.difference).toBeCloseTo(expected?.champion ?? 0, 12);
    const width = (found.high - found.low) / 2;
    // 1,000 resamples estimate the ends of the interval to about a twentieth of its width.
    expect(Math.abs(width / (expected?.challenger ?? 1) - 1)).toBeLessThan(0.12);
    expect(await brierInterval(select, 1)).toEqual(found);
    expect(await brierInterval(select, 2)).not.toEqual(found);
  }
}, 60_000);

test('a low memory limit makes ranks coarser, with their bound, and a high one leaves them exact', async () => {
  const rows = `SELECT random() AS a, random() AS b, (row % 3 = 0)::INT AS y FROM range(200000) t(row)`;
  const within = (limit: string) =>
    onFile(rows, async (session, path) => {
      await session.rows(`SET memory_limit = '${limit}'`);
      return (await measure(session, path, twoScores)).ranks;
    });
  expect(await within('4GB')).toEqual({ kind: 'exact', aucBound: 0 });
  const { kind, aucBound } = await within('64MB');
  expect(kind).toBe('grid');
  expect(aucBound).toBeGreaterThan(0);
  expect(aucBound).toBeLessThan(1e-4);
}, 60_000);
