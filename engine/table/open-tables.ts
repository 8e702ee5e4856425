/** The tables that one client has open, by their ids. */
import { randomUUID } from 'node:crypto';
import { RowcastError, type OpenTable, type SourceDescription, type SourceRequest } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { describeSource } from '../source/describe.ts';
import { pathLiteral } from '../sql/text.ts';
import { OpenedTable } from './opened-table.ts';
import { numbersRows } from './row-store.ts';

export class OpenTables {
  readonly #database: Database;
  readonly #tables = new Map<string, OpenedTable>();
  readonly #closing = new AbortController();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Nothing is left open where whoever asked has gone meanwhile, and never hears the id. */
  async open(request: SourceRequest, asked?: AbortSignal): Promise<OpenTable> {
    const source = await describeSource(this.#database, request);
    const rowCounts = numbersRows(source) ? await parquetRowCounts(this.#database, source) : undefined;
    asked?.throwIfAborted();
    this.#closing.signal.throwIfAborted();
    const table = new OpenedTable(randomUUID(), this.#database, source, rowCounts);
    this.#tables.set(table.id, table);
    return table.describe();
  }

  /** Throws TABLE_CLOSED. */
  get(id: string): OpenedTable {
    const table = this.#tables.get(id);
    if (table !== undefined) return table;
    throw new RowcastError('TABLE_CLOSED', `No table is open under the id "${id}".`, 'Open the table again.');
  }

  async close(id: string): Promise<void> {
    const table = this.get(id);
    this.#tables.delete(id);
    await table.close();
  }

  /** For good: what is being opened is not opened any more. */
  async closeAll(): Promise<void> {
    this.#closing.abort();
    const tables = [...this.#tables.values()];
    this.#tables.clear();
    await Promise.all(tables.map((table) => table.close()));
  }
}

/** Rows of each file, which stand in its last bytes. */
async function parquetRowCounts(database: Database, { files }: SourceDescription): Promise<number[]> {
  const counts = files.map(
    ({ path }, index) => `SELECT ${index} AS position, num_rows FROM parquet_file_metadata(${pathLiteral(path)})`,
  );
  const rows = await database.rows(`FROM (${counts.join(' UNION ALL ')}) ORDER BY position`);
  return rows.map((row) => Number(row['num_rows']));
}
