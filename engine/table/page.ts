/** Reads a page of an open table. */
import { RowcastError, type PageRequest } from '../../contract/index.ts';
import { explainReadFailure } from '../source/read-failure.ts';
import { checkUnchanged } from '../source/unchanged.ts';
import { identifier } from '../sql/text.ts';
import type { OpenedTable, OpenedView } from './opened-table.ts';
import { firstRows } from './row-store.ts';
import { columnNamed } from './view-sql.ts';

/** So many of a view's first rows can be asked for before the view is prepared. */
export const reachUnprepared = 10_000;

export async function readPage(
  table: OpenedTable,
  request: PageRequest,
  signal: AbortSignal | undefined,
): Promise<Blob> {
  const { columns } = table.source;
  const names = request.columns?.map((name) => columnNamed(columns, name).name) ?? columns.map(({ name }) => name);
  checkUnchanged(table.source);
  const { from, order } = rowsOf(table, await table.view(request.view), request);
  const cells = [identifier(table.rowColumn), ...names.map((name) => `CAST(${identifier(name)} AS VARCHAR)`)];
  const select = `SELECT ${cells.join(', ')} FROM ${from}${order === undefined ? '' : ` ORDER BY ${order}`}`;
  try {
    const chunks = await table.database.chunks(select, signal);
    checkUnchanged(table.source);
    // Loaded here, since reading Arrow's modules takes longer than opening a table.
    const { pageBytes } = await import('./page-columns.ts');
    return new Blob([pageBytes(chunks, names)], { type: 'application/vnd.apache.arrow.stream' });
  } catch (error) {
    throw await explainReadFailure(table.database, table.source, error);
  }
}

/** Relation of the rows of a page, and what to order them by; rows of the source itself come in order. */
function rowsOf(
  table: OpenedTable,
  view: OpenedView | undefined,
  { offset, limit }: PageRequest,
): { from: string; order?: string } {
  const { store } = table;
  const end = offset + limit;
  const row = identifier(table.rowColumn);
  if (view === undefined && store !== undefined) return { from: store.range(offset, end), order: row };
  const index = view?.index.value;
  const copy = table.copy.value;
  if (index !== undefined && copy !== undefined) return index.range(copy.store, offset, end);
  if (end > reachUnprepared || (view !== undefined && store === undefined)) throw notReady(offset, end);
  if (view === undefined || store === undefined) return { from: firstRows(table.source, table.rowColumn, offset, end) };
  const where = view.sql.where === undefined ? '' : ` WHERE ${view.sql.where}`;
  const ordered = view.sql.order.length === 0 ? '' : ` ORDER BY ${[...view.sql.order, row].join(', ')}`;
  return { from: `(SELECT * FROM ${store.from}${where}${ordered} LIMIT ${limit} OFFSET ${offset})` };
}

function notReady(offset: number, end: number): RowcastError {
  const count = (rows: number) => rows.toLocaleString('en-US');
  return new RowcastError(
    'PAGE_NOT_READY',
    `Rows ${count(offset + 1)} to ${count(end)} cannot be shown yet: the table is still being read.`,
    'Wait until the view is prepared.',
  );
}
