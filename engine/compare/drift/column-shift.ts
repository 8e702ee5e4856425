/** How far a column's values in one part of a file are from those in another, from the weights of its distinct values. */
import type { ColumnShift, DriftSide, SourceColumn } from '../../../contract/index.ts';
import { kindOf, type ColumnKind } from '../../binding/column-kind.ts';
import type { Row, Session } from '../../duckdb/session.ts';
import { amount, figure, ratio } from '../figures.ts';

const kinds: Readonly<Record<ColumnKind, ColumnShift['kind']>> = {
  boolean: 'category',
  integer: 'number',
  float: 'number',
  'wide-number': 'number',
  text: 'category',
  labelled: 'category',
  temporal: 'time',
  nested: 'category',
};

/** Values of a category that are told apart; all others are one bin. */
const mostCategories = 20;
/** What an empty share counts as in the population stability index. */
const leastShare = 0.0001;

/** Reads `value` of the view `drift_rows`, whose `second` tells the files apart and whose `w` is a row's weight. */
export async function columnShift(session: Session, { name, type }: SourceColumn, value: string): Promise<ColumnShift> {
  const kind = isOfDay(type) ? 'category' : kinds[kindOf(type)];
  const shift = kind === 'category' ? await categoryShift(session, value) : await numberShift(session, value, kind);
  return { column: name, kind, ...shift };
}

/** Times without a day, and spans, have no place on one line. */
function isOfDay(type: string): boolean {
  return type.startsWith('TIME') ? !type.startsWith('TIMESTAMP') : type === 'INTERVAL';
}

type Shift = Omit<ColumnShift, 'column' | 'kind'>;

async function numberShift(session: Session, column: string, kind: 'number' | 'time'): Promise<Shift> {
  const number = kind === 'time' ? `epoch(CAST(${column} AS TIMESTAMP))` : `CAST(${column} AS DOUBLE)`;
  await session.rows(
    `CREATE OR REPLACE TEMP VIEW drift_values AS
     SELECT second, w, CASE WHEN isfinite(v) THEN v END AS v FROM (SELECT second, w, ${number} AS v FROM drift_rows)`,
  );
  const sides = await session.rows(sidesStatement);
  const [gaps] = await session.rows(gapsStatement);
  const [first, second] = [sideOf(sides, false), sideOf(sides, true)];
  const meanDifference = first.mean === null || second.mean === null ? null : second.mean - first.mean;
  const ofValues = meanDifference === null ? undefined : gaps;
  return {
    first,
    second,
    psi: psiOf(gaps, sides),
    ks: figure(ofValues, 'ks'),
    // Of one distinct value there is no step to the next.
    wasserstein: ofValues === undefined ? null : amount(ofValues, 'wasserstein'),
    meanDifference,
  };
}

const sidesStatement = `
  WITH means AS (SELECT second, sum(w * v) / sum(w) FILTER (v IS NOT NULL) AS mean FROM drift_values GROUP BY second)
  SELECT second, sum(w) AS weight, coalesce(sum(w) FILTER (v IS NULL), 0) AS missing, any_value(mean) AS mean,
         sqrt(sum(w * (v - mean) ** 2) / sum(w) FILTER (v IS NOT NULL)) AS sd, min(v) AS lowest, max(v) AS highest
  FROM drift_values JOIN means USING (second) GROUP BY second`;

/** Bins end at the first file's deciles: the smallest values that at least that share of its rows do not exceed. */
const gapsStatement = `
  WITH distinct_values AS (SELECT v, coalesce(sum(w) FILTER (NOT second), 0) AS a, coalesce(sum(w) FILTER (second), 0) AS b
              FROM drift_values WHERE v IS NOT NULL GROUP BY v),
  sums AS (SELECT v, a, b, sum(a) OVER upward AS upto_a, sum(a) OVER () AS all_a, sum(b) OVER upward AS upto_b,
                  sum(b) OVER () AS all_b, lead(v) OVER (ORDER BY v) - v AS step
           FROM distinct_values WINDOW upward AS (ORDER BY v ROWS UNBOUNDED PRECEDING)),
  edges AS (SELECT list(DISTINCT edge) AS edges FROM (
              SELECT min(v) AS edge FROM sums, range(1, 10) AS t(tenth) WHERE upto_a * 10 >= all_a * tenth GROUP BY tenth)),
  bins AS (SELECT len(list_filter(edges, lambda edge: edge < v)) AS bin, sum(a) AS a, sum(b) AS b FROM sums, edges GROUP BY bin)
  SELECT max(abs(upto_a / all_a - upto_b / all_b)) AS ks, sum(abs(upto_a / all_a - upto_b / all_b) * step) AS wasserstein,
         (SELECT list([a, b]) FROM bins) AS bins
  FROM sums`;

function sideOf(rows: readonly Row[], second: boolean): DriftSide {
  const row = rows.find((one) => one['second'] === second);
  return {
    missing: ratio(figure(row, 'missing'), figure(row, 'weight')),
    mean: figure(row, 'mean'),
    sd: figure(row, 'sd'),
    min: figure(row, 'lowest'),
    max: figure(row, 'highest'),
  };
}

async function categoryShift(session: Session, column: string): Promise<Shift> {
  const sides = await session.rows(
    `SELECT second, sum(w) AS weight, coalesce(sum(w) FILTER (${column} IS NULL), 0) AS missing FROM drift_rows GROUP BY second`,
  );
  const [bins] = await session.rows(
    `WITH distinct_values AS (SELECT CAST(${column} AS VARCHAR) AS v, coalesce(sum(w) FILTER (NOT second), 0) AS a, coalesce(sum(w) FILTER (second), 0) AS b
                 FROM drift_rows WHERE ${column} IS NOT NULL GROUP BY v),
     places AS (SELECT a, b, row_number() OVER (ORDER BY a DESC, v) AS place FROM distinct_values),
     bins AS (SELECT least(place, ${mostCategories + 1}) AS bin, sum(a) AS a, sum(b) AS b FROM places GROUP BY bin)
     SELECT list([a, b]) AS bins FROM bins`,
  );
  const none = { ks: null, wasserstein: null, meanDifference: null };
  const [first, second] = [sideOf(sides, false), sideOf(sides, true)];
  return { first, second, psi: psiOf(bins, sides), ...none };
}

/** Over the bins of known values, and missing ones as a bin of their own; null where a file has no row. */
function psiOf(found: Row | undefined, sides: readonly Row[]): number | null {
  const [first, second] = [false, true].map((side) => sides.find((row) => row['second'] === side));
  const missing = [amount(first, 'missing'), amount(second, 'missing')] as const;
  const bins = [...((found?.['bins'] as [number, number][] | null | undefined) ?? []), missing];
  const [allFirst, allSecond] = [amount(first, 'weight'), amount(second, 'weight')];
  if (allFirst === 0 || allSecond === 0) return null;
  return bins
    .filter(([one, other]) => one > 0 || other > 0)
    .map(([one, other]) => [Math.max(one / allFirst, leastShare), Math.max(other / allSecond, leastShare)] as const)
    .reduce((sum, [p, q]) => sum + (q - p) * Math.log(q / p), 0);
}
