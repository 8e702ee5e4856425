/** Makes and reads tables with a DuckDB of its own, without Rowcast: the tests' second opinion on every file. */
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

export type Cells = readonly unknown[];

export class Tables {
  #instance: DuckDBInstance | undefined;
  #connection: DuckDBConnection | undefined;

  async open(): Promise<void> {
    this.#instance = await DuckDBInstance.create(':memory:', { autoinstall_known_extensions: 'false', threads: '2' });
    this.#connection = await this.#instance.connect();
  }

  close(): void {
    this.#connection?.closeSync();
    this.#instance?.closeSync();
  }

  get #db(): DuckDBConnection {
    if (this.#connection === undefined) throw new Error('the tables are not open yet');
    return this.#connection;
  }

  async run(sql: string): Promise<void> {
    await this.#db.run(sql);
  }

  /** Each column of a result by its name. Floats of 32 bits come as the doubles they are equal to. */
  async columns(sql: string): Promise<Record<string, Cells>> {
    const reader = await this.#db.runAndReadAll(sql);
    const cells = reader.getColumnsJS();
    return Object.fromEntries(reader.deduplicatedColumnNames().map((name, index) => [name, cells[index] as Cells]));
  }

  async rows(sql: string): Promise<Record<string, unknown>[]> {
    return (await this.#db.runAndReadAll(sql)).getRowObjectsJS();
  }

  /** The one cell of a result. */
  async cell(sql: string): Promise<unknown> {
    return Object.values((await this.rows(sql))[0] ?? {})[0];
  }

  async types(from: string): Promise<Record<string, string>> {
    const rows = await this.rows(`DESCRIBE FROM ${from}`);
    return Object.fromEntries(rows.map((row) => [String(row['column_name']), String(row['column_type'])]));
  }

  /** `COPY (select) TO path`, in whatever format `options` says. */
  async write(select: string, path: string, options = 'FORMAT parquet'): Promise<void> {
    await this.run(`COPY (${select}) TO '${path}' (${options})`);
  }
}
