/** What stays of the choice and order of rows when a table is read again. */
import type { SourceColumn, View } from '../../../contract/index.ts';

/** Without filters and sorting by columns that are not there any more. A condition in SQL stays: it says itself what it lacks. */
export function viewFor(view: View, columns: readonly SourceColumn[]): View {
  const names = new Set(columns.map(({ name }) => name));
  const isThere = ({ column }: { column: string }) => names.has(column);
  return { ...view, filters: view.filters.filter(isThere), sort: view.sort.filter(isThere) };
}
