/** Tenths of the judged rows by a number, and what is told of each: of every row, in bounded memory. */
import type { Row, Session } from '../duckdb/session.ts';
import type { CountedDecile } from './counted.ts';
import { gridOfParts, marginsOf, type Grid } from './counting.ts';
import { doubleLiteral } from '../sql/text.ts';
import { figure } from './figures.ts';

/** Rows whose label and whose `number` are finite, as a relation with the columns of `compare_rows` and `n`. */
export function judgedRows(number: string): string {
  return `(SELECT * EXCLUDE (part), ${number} AS n FROM compare_rows WHERE isfinite(y) AND isfinite(${number}))`;
}

/**
 * `from` with the tenth that `number` lies in as its part, 1 for the lowest; where a tenth ends `deciles` say, by cells of `grid` unless
 * ranks are exact.
 */
export function inTenths(from: string, number: string, deciles: readonly CountedDecile[], grid: Grid): string {
  const place = placeOn(grid, number);
  const lowest = deciles.at(-1);
  const whens = deciles
    .slice(0, -1)
    .map((decile) => `WHEN ${place.sql} >= ${doubleLiteral(place.of(decile.lowest))} THEN '${tenthOf(decile)}'`);
  const last = `'${lowest === undefined ? 1 : tenthOf(lowest)}'`;
  const part = whens.length === 0 ? last : `CASE ${whens.join(' ')} ELSE ${last} END`;
  return `(SELECT *, ${part} AS part FROM ${from})`;
}

/** A decile names the middle of its cell: rows are told apart by cells, so that ties stay together. The numbers are those of the kernel's `Grid`. */
function placeOn(grid: Grid, number: string): { sql: string; of: (middle: number) => number } {
  if (grid === undefined) return { sql: number, of: (score) => score };
  const width = grid.highest / grid.cells - grid.lowest / grid.cells;
  return {
    sql: `(${number} - ${doubleLiteral(grid.lowest)}) / ${doubleLiteral(width)}`,
    of: (middle) => Math.floor((middle - grid.lowest) / width),
  };
}

/** Deciles count from the highest. */
function tenthOf({ decile }: CountedDecile): number {
  return 11 - decile;
}

/** The means, by weight, of SQL numbers over each part of `from`, beside `part` and `rows`; the first tenth first. */
export function meansByTenth(
  session: Session,
  from: string,
  numbers: Readonly<Record<string, string>>,
): Promise<Row[]> {
  const means = Object.entries(numbers).map(([name, sql]) => `fsum(w * (${sql})) / fsum(w) AS ${name}`);
  return session.rows(
    `SELECT part::INT AS tenth, count(*) AS rows, fsum(w) AS weight, min(n) AS lowest, max(n) AS highest, ${means.join(', ')}
     FROM ${from} GROUP BY ALL ORDER BY tenth`,
  );
}

/** Of the number `n` of `from`, for each of its parts; exact where `grid`, which says how fine ranks are, is undefined. */
export async function marginsByTenth(session: Session, from: string, grid: Grid) {
  return marginsOf(session, from, 'n', gridOfParts(await gridOver(session, from, grid)));
}

/** As fine as `grid`, over the range of the number `n`. */
export async function gridOver(session: Session, from: string, grid: Grid): Promise<Grid> {
  if (grid === undefined) return undefined;
  const [range] = await session.rows(`SELECT min(n) AS lowest, max(n) AS highest FROM ${from}`);
  const [lowest, highest] = [figure(range, 'lowest'), figure(range, 'highest')];
  return lowest === null || highest === null ? undefined : { ...grid, lowest, highest };
}
