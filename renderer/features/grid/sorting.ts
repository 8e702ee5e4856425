/** What a click on a column's name does to the order of the rows. */
import type { Sort } from '../../../contract/index.ts';

/** Ascending, descending, none, in turn. `isAdded` keeps the other columns that rows are sorted by. */
export function sortAfterClick(sort: readonly Sort[], column: string, isAdded: boolean): Sort[] {
  const now = sort.find((each) => each.column === column);
  const next =
    now === undefined ? { column, descending: false } : now.descending ? undefined : { column, descending: true };
  if (!isAdded) return next === undefined ? [] : [next];
  if (now === undefined && next !== undefined) return [...sort, next];
  return sort.flatMap((each) => (each.column === column ? (next ?? []) : each));
}
