/** The rows of a view in its order: their numbers, and where they are few, themselves. */
import type { Report } from '../duckdb/interruptible.ts';
import { identifier } from '../sql/text.ts';
import { copyRows, type RowCopy, type RowStore, type TableBasis } from './row-store.ts';
import { makeScratchTable } from './scratch-table.ts';
import type { ViewSql } from './view-sql.ts';

/** A view of no more values is copied, unless the whole table is. */
const mostCopiedValues = 5_000_000;

export interface ViewRows {
  rowCount: number;
  /** The rows themselves, in order. */
  rows: RowCopy | undefined;
  /** Whether rows come in the order of the source, so that those of a page lie near one another. */
  isInSourceOrder: boolean;
  /** Position of the row of a number, from 0; null where the view does not have it. */
  position(row: number): Promise<number | null>;
  /** Lowest and highest row number among the view's rows from `first` up to but not including `end`; null where there are none. */
  span(first: number, end: number): Promise<{ lowest: number; highest: number } | null>;
  /** The same rows out of a relation of the table's rows, under the name `t`, and what to order them by. */
  pick(from: string, first: number, end: number): { from: string; order: string };
  drop(): Promise<void>;
}

/** The SELECT of what a view shows of a relation of the table's rows. */
export function selectView(columns: readonly string[], from: string, { where, order }: ViewSql, row: string): string {
  const condition = where === undefined ? '' : ` WHERE ${where}`;
  const ordered = order.length === 0 ? '' : ` ORDER BY ${[...order, identifier(row)].join(', ')}`;
  return `SELECT ${columns.join(', ')} FROM ${from}${condition}${ordered}`;
}

/** `isCopied` says whether `store` is a copy of the table, from which rows can be had in whatever order. */
export async function findRows(
  basis: TableBasis,
  store: RowStore,
  isCopied: boolean,
  sql: ViewSql,
  signal: AbortSignal,
  report: Report,
): Promise<ViewRows> {
  const { database, source, rowColumn } = basis;
  const row = identifier(rowColumn);
  const select = (columns: string[]) => selectView(columns, store.from, sql, rowColumn);
  const numbers = [{ name: 'r', type: 'BIGINT' }];
  const table = await makeScratchTable(database, source, numbers, select([row]), { signal, report });
  let rows: RowCopy | undefined;
  try {
    if (!isCopied && table.rowCount * source.columns.length <= mostCopiedValues) {
      const columns = [...source.columns.map(({ name }) => identifier(name)), row];
      rows = await copyRows(basis, select(columns), { signal });
    }
  } catch (error) {
    await table.drop();
    throw error;
  }
  const page = (first: number, end: number) => `FROM ${table.name} WHERE rowid >= ${first} AND rowid < ${end}`;
  return {
    rowCount: table.rowCount,
    rows,
    isInSourceOrder: sql.order.length === 0,
    position: async (number) => {
      const { at } = await database.row(`SELECT max(rowid) AS at FROM ${table.name} WHERE r = ${number}`);
      return at === null ? null : Number(at);
    },
    span: async (first, end) => {
      const { lowest, highest } = await database.row(`SELECT min(r) AS lowest, max(r) AS highest ${page(first, end)}`);
      return lowest === null ? null : { lowest: Number(lowest), highest: Number(highest) };
    },
    pick: (from, first, end) => ({
      from: `${from} AS t JOIN (SELECT r, rowid AS i ${page(first, end)}) AS v ON t.${row} = v.r`,
      order: 'v.i',
    }),
    drop: async () => {
      await rows?.drop();
      await table.drop();
    },
  };
}
