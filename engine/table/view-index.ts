/** Row numbers of a view in its order, so that any of its pages is a range of them. */
import type { SourceDescription } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { runLong } from '../duckdb/long-statement.ts';
import { explainReadFailure } from '../source/read-failure.ts';
import { identifier } from '../sql/text.ts';
import type { RowStore } from './row-store.ts';
import { ScratchFile } from './scratch-file.ts';
import type { Report } from './shared-work.ts';
import type { ViewSql } from './view-sql.ts';

export interface ViewIndex {
  rowCount: number;
  /** Relation of the rows from `first` up to but not including `end`, and what to order them by. */
  range(store: RowStore, first: number, end: number): { from: string; order: string };
  drop(): Promise<void>;
}

export async function indexView(
  database: Database,
  source: SourceDescription,
  store: RowStore,
  { where, order }: ViewSql,
  rowColumn: string,
  signal: AbortSignal,
  report: Report,
): Promise<ViewIndex> {
  const scratch = await ScratchFile.create(database);
  const table = `${scratch.name}.view`;
  const row = identifier(rowColumn);
  const condition = where === undefined ? '' : ` WHERE ${where}`;
  const ordered = order.length === 0 ? '' : ` ORDER BY ${[...order, row].join(', ')}`;
  try {
    const select = `SELECT ${row} AS r FROM ${store.from}${condition}${ordered}`;
    await runLong(database, `CREATE TABLE ${table} AS ${select}`, signal, report);
    const { rows } = await database.row(`SELECT count(*) AS rows FROM ${table}`);
    return {
      rowCount: Number(rows),
      range: ({ from }, first, end) => ({
        from: `${from} AS t JOIN (SELECT r, rowid AS i FROM ${table} WHERE rowid >= ${first} AND rowid < ${end}) AS v ON t.${row} = v.r`,
        order: 'v.i',
      }),
      drop: () => scratch.drop(),
    };
  } catch (error) {
    await scratch.drop();
    signal.throwIfAborted();
    throw await explainReadFailure(database, source, error);
  }
}
