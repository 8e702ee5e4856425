/** Sums over the rows that are selected at each of many cuts, from one pass that adds up the rows between two cuts. */
import type { Cuts, CutSums, RowSums } from '../../contract/index.ts';
import type { Row } from '../duckdb/session.ts';
import { amount } from './figures.ts';

/** SQL of what is added up, over columns `w`, `y`, `v`, `a` and `b`. */
export const summed = `count(*) AS rows, sum(w) AS weight, sum(w) FILTER (y IS NOT NULL) AS judged, sum(w * y) AS outcome,
  sum(w * v) AS value, sum(w * a) AS champion_score, sum(w * b) AS challenger_score`;

const keys = ['rows', 'weight', 'judged', 'outcome', 'value', 'championScore', 'challengerScore'] as const;
const columns: Readonly<Record<keyof RowSums, string>> = {
  rows: 'rows',
  weight: 'weight',
  judged: 'judged',
  outcome: 'outcome',
  value: 'value',
  championScore: 'champion_score',
  challengerScore: 'challenger_score',
};

/** By which of the three a row of the pass is told apart: rows of the other two have no value there. */
export interface Bins {
  champion: string;
  challenger: string;
  both: string;
}

export function pairCuts(
  rows: readonly Row[],
  bins: Bins,
  count: number,
  direction: 'downward' | 'upward',
): Cuts['pairs'][number] {
  const of = (name: string) => running(rows, name, count, direction);
  return { champion: of(bins.champion), challenger: of(bins.challenger), both: of(bins.both) };
}

/**
 * A bin is the number of cuts that its rows reach: selected at the cuts below it, which are added up from the last one downward. Where
 * more is selected at later cuts, it is the first of them, from 1, and they are added up upward.
 */
function running(rows: readonly Row[], bin: string, count: number, direction: 'downward' | 'upward'): CutSums {
  const byBin = new Map(rows.filter((row) => row[bin] !== null).map((row) => [Number(row[bin]), row]));
  const order = Array.from({ length: count }, (_, at) => (direction === 'upward' ? at : count - 1 - at));
  const column = (key: keyof RowSums) => {
    const sums = Array<number>(count).fill(0);
    let sum = 0;
    for (const at of order) sums[at] = sum += amount(byBin.get(at + 1), columns[key]);
    return sums;
  };
  return fromKeys(column);
}

/** Of all rows, from the rows of a pass that are told apart by `bin`. */
export function totalOf(rows: readonly Row[], bin: string): RowSums {
  const told = rows.filter((row) => row[bin] !== null);
  return fromKeys((key) => told.reduce((sum, row) => sum + amount(row, columns[key]), 0));
}

function fromKeys<T>(value: (key: keyof RowSums) => T): Record<keyof RowSums, T> {
  return Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<keyof RowSums, T>;
}
