/** A copy of an open table from which any rows can be had at once, in whatever order; on disk, in the engine's temporary folder. */
import type { SourceDescription } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { runLong } from '../duckdb/long-statement.ts';
import { explainReadFailure } from '../source/read-failure.ts';
import { typedRelation } from '../source/relation.ts';
import { checkUnchanged } from '../source/unchanged.ts';
import { identifier } from '../sql/text.ts';
import type { RowStore } from './row-store.ts';
import { ScratchFile } from './scratch-file.ts';
import type { Report } from './shared-work.ts';

export interface TableCopy {
  store: RowStore;
  rowCount: number;
  drop(): Promise<void>;
}

export async function copyTable(
  database: Database,
  source: SourceDescription,
  rowColumn: string,
  signal: AbortSignal,
  report: Report,
): Promise<TableCopy> {
  const scratch = await ScratchFile.create(database);
  const table = `${scratch.name}.copy`;
  // Under names of our own, since a table may have a column named "rowid".
  const named = source.columns.map(({ name }, index) => `${identifier(name)} AS c${index}`);
  try {
    const select = `SELECT ${named.join(', ')} FROM ${typedRelation(source).from}`;
    await runLong(database, `CREATE TABLE ${table} AS ${select}`, signal, report);
    checkUnchanged(source);
    const { rows } = await database.row(`SELECT count(*) AS rows FROM ${table}`);
    return { store: copyStore(table, source, rowColumn), rowCount: Number(rows), drop: () => scratch.drop() };
  } catch (error) {
    await scratch.drop();
    signal.throwIfAborted();
    throw await explainReadFailure(database, source, error);
  }
}

function copyStore(table: string, { columns }: SourceDescription, rowColumn: string): RowStore {
  const names = columns.map(({ name }, index) => `c${index} AS ${identifier(name)}`);
  const select = `SELECT ${[...names, `rowid AS ${identifier(rowColumn)}`].join(', ')} FROM ${table}`;
  return {
    from: `(${select})`,
    range: (first, end) => `(${select} WHERE rowid >= ${first} AND rowid < ${end})`,
  };
}
