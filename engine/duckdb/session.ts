/** A connection for one long statement. */
import type { DuckDBConnection, DuckDBResult } from '@duckdb/node-api';
import { attempt } from './errors.ts';

/** Columns by their names. */
export type Row = Record<string, unknown>;

export class Session {
  readonly #connection: DuckDBConnection;

  constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  async rows(sql: string): Promise<Row[]> {
    const reader = await attempt(() => this.#connection.runAndReadAll(sql));
    return reader.getRowObjectsJS();
  }

  /** Runs a statement to its end; returns what a COPY returns, the number of rows written. */
  async copy(sql: string): Promise<number> {
    const reader = await attempt(() => this.#connection.runAndReadAll(sql));
    return Number(reader.getRowsJS()[0]?.[0] ?? 0);
  }

  async stream(sql: string): Promise<DuckDBResult> {
    return attempt(() => this.#connection.stream(sql));
  }

  async watchProgress(): Promise<void> {
    await attempt(() => this.#connection.run('SET enable_progress_bar = true; SET enable_progress_bar_print = false'));
  }

  /** Share of the statement's sources that was read, 0 to 1, or null while DuckDB cannot tell. */
  share(): number | null {
    const { percentage } = this.#connection.progress;
    return percentage < 0 ? null : Math.min(percentage / 100, 1);
  }

  interrupt(): void {
    this.#connection.interrupt();
  }

  close(): void {
    this.#connection.closeSync();
  }
}
