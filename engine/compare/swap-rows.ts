/** Rows that one of two models alone selects: what of a swap set is looked at. */
import type { Row, Session } from '../duckdb/session.ts';
import { doubleLiteral } from '../sql/text.ts';
import type { Measured } from './measure.ts';
import { scoreName } from './rows.ts';

/** Rows of each swap set that are looked at. */
const setRows = 500;

type Pair = Measured['agreement'][number];

/** Numbers of rows, from 1. */
export interface SwapRows {
  swappedIn: number[];
  swappedOut: number[];
}

/**
 * Up to 500 rows of both sets of each challenger, the same ones whatever the order of the table and the threads; none where nothing is
 * decided. One pass over `compare_complete` finds those of all challengers.
 */
export async function swapRows(session: Session, agreement: readonly Pair[]): Promise<SwapRows[]> {
  const decided = agreement.flatMap(({ decisions }, index) => {
    if (decisions === null) return [];
    const champion = `(${scoreName(0)} >= ${doubleLiteral(decisions.championThreshold)})`;
    const challenger = `(${scoreName(index + 1)} >= ${doubleLiteral(decisions.challengerThreshold)})`;
    return [{ index, champion, challenger }];
  });
  const some = (condition: string, name: string) =>
    `arg_min(row, hash(row), ${setRows}) FILTER (WHERE ${condition}) AS ${name}`;
  const sets = decided.flatMap(({ index, champion, challenger }) => [
    some(`NOT ${champion} AND ${challenger}`, inName(index)),
    some(`${champion} AND NOT ${challenger}`, outName(index)),
  ]);
  // Few rows are swapped, so that the others are left out before they are given a place in the order.
  const swapped = decided.map(({ champion, challenger }) => `${champion} <> ${challenger}`).join(' OR ');
  const [found] =
    sets.length === 0 ? [] : await session.rows(`SELECT ${sets.join(', ')} FROM compare_complete WHERE ${swapped}`);
  return agreement.map((_, index) => ({
    swappedIn: numbers(found, inName(index)),
    swappedOut: numbers(found, outName(index)),
  }));
}

function inName(index: number): string {
  return `in_${index + 1}`;
}

function outName(index: number): string {
  return `out_${index + 1}`;
}

/** None where the column is NULL, or missing. */
function numbers(row: Row | undefined, name: string): number[] {
  return ((row?.[name] ?? []) as readonly bigint[]).map(Number);
}
