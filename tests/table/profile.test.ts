/** What the columns of an open table hold, against DuckDB's own counts. */
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ColumnProfile } from '../../contract/index.ts';
import { integerEdges, numberEdges, timeEdges } from '../../engine/profile/bins.ts';
import { freshFolder } from '../engine/fresh-folder.ts';
import { useEngine } from '../engine/scoring.ts';
import { useTables } from '../engine/use-tables.ts';
import { openTable, type ViewInput } from './pages.ts';

const engine = useEngine();
const tables = useTables();

async function open(select: string, file = 't.parquet', options = 'FORMAT parquet'): Promise<string> {
  const path = join(freshFolder(), file);
  await tables.write(select, path, options);
  return (await openTable(engine.methods, path)).table;
}

async function profile(table: string, columns: string[], view: ViewInput = {}): Promise<ColumnProfile[]> {
  const profiles: ColumnProfile[] = [];
  for await (const next of await engine.methods.table.profile({ table, columns, view })) profiles.push(next);
  return profiles;
}

it('counts each kind of value', async () => {
  const table = await open(`SELECT * FROM (VALUES
    (1, 0.5::DOUBLE, 'a', true, DATE '2024-02-29', [1]), (3, 'nan', 'b', false, DATE '2024-03-02', [2]),
    (NULL, 'inf', 'a', NULL, NULL, NULL), (2, -1.5, '', true, DATE '2024-03-01', [1])) t(i, x, s, b, d, l)`);
  const [i, x, s, b, d, l] = await profile(table, ['i', 'x', 's', 'b', 'd', 'l']);
  expect(i).toEqual({
    name: 'i',
    type: 'INTEGER',
    rows: 4,
    exact: true,
    nulls: 1,
    nans: 0,
    distinct: 3,
    min: '1',
    max: '3',
    mean: 2,
    histogram: { edges: [0.5, 1.5, 2.5, 3.5], counts: [1, 1, 1] },
    top: null,
  });
  expect(x).toMatchObject({ nulls: 0, nans: 1, min: '-1.5', max: 'inf', mean: null });
  expect(x?.histogram?.counts.reduce((sum, count) => sum + count, 0)).toBe(2);
  expect(s).toMatchObject({
    distinct: 3,
    histogram: null,
    top: {
      values: [
        { value: 'a', count: 2 },
        { value: '', count: 1 },
        { value: 'b', count: 1 },
      ],
      others: 0,
    },
  });
  expect(b?.top).toEqual({
    values: [
      { value: 'true', count: 2 },
      { value: 'false', count: 1 },
    ],
    others: 0,
  });
  const day = 86_400_000;
  const first = Date.UTC(2024, 1, 29);
  expect(d).toMatchObject({ nulls: 1, min: '2024-02-29', max: '2024-03-02', mean: null });
  expect(d?.histogram).toEqual({ edges: [first, first + day, first + 2 * day, first + 3 * day], counts: [1, 1, 1] });
  expect(l).toMatchObject({ nulls: 1, distinct: null, min: null, histogram: null, top: null });
});

it.each(['t.parquet', 't.csv'])('counts the first rows of %s soon, and all rows later', async (file) => {
  const options = file.endsWith('csv') ? 'FORMAT csv, HEADER' : 'FORMAT parquet';
  const select = "SELECT i AS id, 'k' || (i % 20) AS k FROM range(250000) t(i)";
  const table = await open(select, file, options);
  const profiles = await profile(table, ['id', 'k']);
  expect(profiles.map(({ name, rows, exact }) => ({ name, rows, exact }))).toEqual([
    { name: 'id', rows: 100_000, exact: false },
    { name: 'k', rows: 100_000, exact: false },
    { name: 'id', rows: 250_000, exact: true },
    { name: 'k', rows: 250_000, exact: true },
  ]);
  expect(profiles[2]).toMatchObject({ min: '0', max: '249999', mean: 124_999.5 });
  expect(profiles[3]?.top?.values).toHaveLength(8);
  expect(profiles[3]?.top?.values[0]).toEqual({ value: 'k0', count: 12_500 });
  expect(profiles[3]?.top?.others).toBe(150_000);
  // What was counted once is not counted again.
  expect((await profile(table, ['k', 'id'])).map(({ exact }) => exact)).toEqual([true, true]);
});

it('counts the rows of a view alone', async () => {
  const table = await open('SELECT i AS id, i % 7 AS k FROM range(250000) t(i)');
  const view = { where: 'k = 3', sort: [{ column: 'id', descending: true }] };
  const [first, all] = await profile(table, ['id'], view);
  expect(first).toMatchObject({ exact: false, rows: 14_286, min: '3' });
  expect(all).toMatchObject({ exact: true, rows: 35_714, min: '3', max: '249994' });
});

it('finds the most frequent of very many values', async () => {
  const table = await open(
    "SELECT CASE WHEN i % 4 = 0 THEN 'often' WHEN i % 16 = 1 THEN 'at times' ELSE md5(i::VARCHAR) END AS s FROM range(600000) t(i)",
  );
  const all = (await profile(table, ['s'])).at(-1);
  expect(all?.top?.values.slice(0, 2)).toEqual([
    { value: 'often', count: 150_000 },
    { value: 'at times', count: 37_500 },
  ]);
  const counted = all?.top?.values.reduce((sum, { count }) => sum + count, 0) ?? 0;
  expect(counted + (all?.top?.others ?? 0)).toBe(600_000);
});

it('has nothing to tell of a table without rows', async () => {
  const table = await open("SELECT 1 AS i, 'a' AS s LIMIT 0");
  expect(await profile(table, ['i', 's'])).toMatchObject([
    { rows: 0, exact: true, nulls: 0, distinct: 0, min: null, mean: null, histogram: null, top: null },
    { rows: 0, exact: true, histogram: null, top: { values: [], others: 0 } },
  ]);
});

describe('histograms', () => {
  const numbers = fc.array(
    fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer({ min: -50, max: 50 }).map((value) => value / 10),
    ),
    { minLength: 1, maxLength: 40 },
  );

  it('have every value in exactly the bar between whose edges it lies', async () => {
    await fc.assert(
      fc.asyncProperty(numbers, async (values) => {
        const rows = values.map((value) => `(${value.toExponential()}::DOUBLE)`).join(', ');
        const [counted] = await profile(await open(`SELECT x FROM (VALUES ${rows}) t(x)`), ['x']);
        const { edges = [], counts = [] } = counted?.histogram ?? {};
        const last = counts.length - 1;
        const expected = counts.map(
          (_, bar) =>
            values.filter((value) => {
              const [lower = 0, upper = 0] = [edges[bar], edges[bar + 1]];
              return value >= lower && (value < upper || (bar === last && value === upper));
            }).length,
        );
        expect(counts).toEqual(expected);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
      }),
      { numRuns: 40 },
    );
  });

  it('have at most about two dozen bars, rising, that cover all values', () => {
    const check = (edges: number[], lowest: number, highest: number) => {
      expect(edges.length).toBeGreaterThanOrEqual(2);
      expect(edges.length).toBeLessThanOrEqual(27);
      expect(edges.every((edge, index) => index === 0 || edge > (edges[index - 1] ?? 0))).toBe(true);
      expect(edges[0]).toBeLessThanOrEqual(lowest);
      expect(edges.at(-1)).toBeGreaterThanOrEqual(highest);
    };
    const pair = (arbitrary: fc.Arbitrary<number>) =>
      fc.tuple(arbitrary, arbitrary).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    const double = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(fc.property(pair(double), ([low, high]) => check(numberEdges(low, high), low, high)));
    fc.assert(fc.property(pair(fc.maxSafeInteger()), ([low, high]) => check(integerEdges(low, high), low, high)));
    const instant = fc.integer({ min: -6e13, max: 2.5e14 });
    fc.assert(fc.property(pair(instant), ([low, high]) => check(timeEdges(low, high, false), low, high)));
  });
});
