/** Reads a page of an open table. */
import { RowcastError, type PageRequest } from '../../contract/index.ts';
import { explainReadFailure } from '../source/read-failure.ts';
import { checkUnchanged } from '../source/unchanged.ts';
import { identifier } from '../sql/text.ts';
import type { OpenedTable, OpenedView } from './opened-table.ts';
import { firstRows } from './row-store.ts';
import { selectView, type ViewRows } from './view-rows.ts';
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
  const { from, order } = await rowsOf(table, await table.view(request.view), request);
  const cells = [`t.${identifier(table.rowColumn)}`, ...names.map((name) => `CAST(t.${identifier(name)} AS VARCHAR)`)];
  const select = `SELECT ${cells.join(', ')} FROM ${from}${order === undefined ? '' : ` ORDER BY ${order}`}`;
  try {
    const chunks = await table.database.chunks(select, signal);
    checkUnchanged(table.source);
    // Loaded here, since reading Arrow's modules takes longer than opening a table.
    const { pageBytes } = await import('./page-columns.ts');
    return new Blob([pageBytes(chunks, table.rowColumn, names)], { type: 'application/vnd.apache.arrow.stream' });
  } catch (error) {
    throw await explainReadFailure(table.database, table.source, error);
  }
}

interface PageRows {
  /** Relation of the rows of a page, under the name `t`. */
  from: string;
  /** What to order them by; left out where they come in order. */
  order?: string;
}

async function rowsOf(table: OpenedTable, view: OpenedView | undefined, request: PageRequest): Promise<PageRows> {
  const { store } = table;
  const { offset, limit } = request;
  const end = offset + limit;
  if (view === undefined && store !== undefined) {
    return { from: `${store.range(offset, end)} AS t`, order: `t.${identifier(table.rowColumn)}` };
  }
  const found = view?.rows.value && (await rowsOfPrepared(table, view.rows.value, offset, end));
  if (found !== undefined) return found;
  if (end > reachUnprepared) throw notReady(offset, end);
  if (view === undefined) return { from: `${firstRows(table, offset, end)} AS t` };
  if (store === undefined) throw notReady(offset, end);
  return { from: `(${selectView(['*'], store.from, view.sql, table.rowColumn)} LIMIT ${limit} OFFSET ${offset}) AS t` };
}

/** Undefined where nothing gives rows in whatever order, as long as the table is not copied. */
async function rowsOfPrepared(
  table: OpenedTable,
  view: ViewRows,
  first: number,
  end: number,
): Promise<PageRows | undefined> {
  if (view.rows !== undefined) return { from: `${view.rows.range(first, end)} AS t` };
  const { store } = table;
  if (table.copy.value !== undefined) return view.pick(table.copy.value.from, first, end);
  if (store === undefined || !view.isInSourceOrder) return undefined;
  const span = await view.span(first, end);
  return view.pick(span === null ? store.range(0, 0) : store.range(span.lowest, span.highest + 1), first, end);
}

function notReady(offset: number, end: number): RowcastError {
  const count = (rows: number) => rows.toLocaleString('en-US');
  return new RowcastError(
    'PAGE_NOT_READY',
    `Rows ${count(offset + 1)} to ${count(end)} cannot be shown yet: the table is still being read.`,
    'Wait until the view is prepared.',
  );
}
