/** Connections for short statements: one that waits for nobody, since a connection runs its statements one after another. */
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { attempt } from './errors.ts';

export class ConnectionPool {
  readonly #instance: DuckDBInstance;
  readonly #idle: DuckDBConnection[] = [];
  readonly #pending = new Set<Promise<unknown>>();

  constructor(instance: DuckDBInstance) {
    this.#instance = instance;
  }

  /** Gives `work` a connection of its own for as long as it runs. */
  async use<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const running = this.#run(work);
    this.#pending.add(running);
    return attempt(() => running).finally(() => this.#pending.delete(running));
  }

  /** Waits for statements that nobody waited for: closing a connection under one hangs or crashes the process. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#pending);
    this.#idle.splice(0).forEach((connection) => connection.closeSync());
  }

  async #run<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = this.#idle.pop() ?? (await this.#instance.connect());
    try {
      return await work(connection);
    } finally {
      this.#idle.push(connection);
    }
  }
}
