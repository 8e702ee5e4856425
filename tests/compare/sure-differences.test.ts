/** When a difference counts as sure: groups that are drawn again, tests of means, and what a test's p says against its interval. */
import { expect, onTestFinished, test } from 'vitest';
import type { PairedTest } from '../../contract/index.ts';
import { findingsOf } from '../../engine/compare/findings.ts';
import { mcNemar } from '../../engine/compare/paired-tests.ts';
import { groupOfRow } from '../../engine/compare/resampling.ts';
import { search, type SliceColumn, type Sums } from '../../engine/compare/slices/search.ts';
import { studentTwoSided } from '../../engine/compare/tails.ts';
import { Database } from '../../engine/duckdb/database.ts';
import { measured } from './measured.ts';

test('rows that alternate are dealt into groups as by chance, whatever their numbers', async () => {
  const database = await Database.open();
  onTestFinished(() => database.close());
  for (const first of ['1', '5000000000', '9223372036854575000']) {
    const found = await database.row(
      `SELECT count(*)::INT AS groups, min(drawn)::INT AS first, max(drawn)::INT AS last, avg(gap * gap / n) AS spread FROM (
         SELECT ${groupOfRow('number', 200_000)} AS drawn, count(*) AS n, sum(number % 2 * 2 - 1)::DOUBLE AS gap
         FROM (SELECT ${first}::BIGINT + i AS number FROM range(200000) t(i)) GROUP BY drawn)`,
    );
    expect(found).toMatchObject({ groups: 2000, first: 0, last: 1999 });
    // 1 by chance, 0 where each group has as many odd rows as even ones, and 100 where it has one of both kinds alone.
    expect(Math.abs(Number(found['spread']) - 1)).toBeLessThan(0.15);
  }
}, 30_000);

test('the interval over a table that alternates is as wide as the standard error says', async () => {
  const { tests } = await measured(
    `SELECT 0.5::DOUBLE AS a, 0.7::DOUBLE AS b, (row % 2)::INT AS y FROM range(40000) t(row)`,
  );
  const brier = tests.find(({ figure }) => figure === 'brier');
  // Each row's difference is 0.49 or 0.09 less 0.25, so that 0.2 is their standard deviation.
  const expected = (2 * 1.96 * 0.2) / Math.sqrt(40_000);
  expect(Math.abs(((brier?.high ?? 0) - (brier?.low ?? 0)) / expected - 1)).toBeLessThan(0.15);
}, 30_000);

test('no model is said to decide better where the exact p is not below 0.05, whatever the interval says', () => {
  const unsure = mcNemar([2, 9, 50, 57], 100);
  expect(unsure?.pValue).toBeCloseTo(0.0654, 4);
  expect(unsure?.low).toBeGreaterThan(0);
  expect(unsure?.better).toBeNull();
  expect(mcNemar([1, 9, 50, 58], 100)).toMatchObject({ better: 'challenger' });
  expect(mcNemar([9, 1, 58, 50], 100)).toMatchObject({ better: 'champion' });
});

test("Student's distribution is that of the tables", () => {
  expect(studentTwoSided(1.983972, 100)).toBeCloseTo(0.05, 5);
  expect(studentTwoSided(3.390491, 100)).toBeCloseTo(0.001, 6);
  expect(studentTwoSided(1.971957, 199)).toBeCloseTo(0.05, 5);
});

const column: SliceColumn = { column: 'region', names: ['north', 'south'], unnamed: new Set() };
/** The north's rows have a mean of 0.1 and this sum of squares, and the south's one of 0. */
const sums = (squares: number): Sums => ({
  single: [
    [
      [400, 40, squares],
      [400, 0, 400],
    ],
  ],
  double: [],
});

test('rows that are all alike are no segment, for no test can say how sure their mean is', () => {
  const [alike] = search([column], [{ sums: sums(4), isOnlyRelative: false }]);
  expect(alike).toMatchObject({ tested: 1, found: [] });
  const [varied] = search([column], [{ sums: sums(4.04), isOnlyRelative: false }]);
  expect(varied?.tested).toBe(2);
});

test('p values are corrected for the segments of all challengers', () => {
  const varied = {
    sums: { ...sums(8), single: [[[400, 120, 136] as const, [400, 0, 400] as const]] },
    isOnlyRelative: false,
  };
  const [alone] = search([column], [varied]);
  const both = search([column], [varied, varied]);
  const p = alone?.found[0]?.pValue ?? 0;
  expect(p).toBeGreaterThan(0);
  expect(both[0]?.found[0]?.pValue).toBeCloseTo(2 * p, 12);
});

const nothingFound: Parameters<typeof findingsOf>[0] = {
  agreement: [],
  quality: [],
  tests: [],
  segments: [],
  foundSegments: [],
  classes: null,
  ranking: null,
  drift: null,
  fairness: [],
  verdict: null,
  compared: 400,
};

const segmentTest = (challenger: string, pValue: number): PairedTest => ({
  champion: 'old',
  challenger,
  figure: 'auc',
  method: 'delong',
  championValue: 0.8,
  challengerValue: 0.7,
  difference: -0.1,
  low: -0.19,
  high: -0.01,
  pValue,
  better: 'champion',
});

test('the sentences on segments are corrected for those of all challengers', () => {
  const told = (...tests: PairedTest[]) => {
    const part = { name: 'north', rows: 400, judged: 400, weight: 400, agreement: [], quality: [], tests };
    return findingsOf({ ...nothingFound, segments: [{ column: 'region', parts: [part] }] }, undefined).findings;
  };
  const [alone, other] = [segmentTest('new', 0.03), segmentTest('newer', 0.04)];
  expect(told(alone)).toEqual([
    "new ranks surely worse in 1 of 1 segment: region north (AUC −0.1000) (Holm's correction).",
  ]);
  expect(told(alone, other)).toEqual([
    "new ranks surely worse in none of 1 segment (Holm's correction).",
    "newer ranks surely worse in none of 1 segment (Holm's correction).",
  ]);
});

test.each([
  [1, 'Not passed: 1 of 1 limit not kept.'],
  [2, 'Not passed: 2 of 2 limits not kept.'],
])('a verdict on %d limits says how many are not kept', (count, sentence) => {
  const limits = Array.from({ length: count }, () => ({
    limit: 'psi < 0.1',
    challenger: 'new',
    found: 1,
    holds: false,
  }));
  const { findings } = findingsOf({ ...nothingFound, verdict: { passed: false, limits } }, undefined);
  expect(findings).toEqual([sentence]);
});
