/** Watches a running statement: rows from the extension's exact counters, the share read from DuckDB. */
import type { Progress } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import type { Session } from '../duckdb/session.ts';
import { readCounters } from '../model/counters.ts';
import type { LoadedModel } from '../model/load.ts';

export class ProgressMeter {
  readonly #database: Database;
  readonly #session: Session;
  readonly #model: LoadedModel;
  readonly #rowsBefore: number;
  readonly #started = performance.now();

  constructor(database: Database, session: Session, model: LoadedModel, rowsBefore: number) {
    this.#database = database;
    this.#session = session;
    this.#model = model;
    this.#rowsBefore = rowsBefore;
  }

  async read(): Promise<Progress> {
    const counters = await readCounters(this.#database, this.#model.function);
    const seconds = (performance.now() - this.#started) / 1000;
    const rows = counters.rows - this.#rowsBefore;
    const share = this.#session.share();
    const known = share !== null && share > 0.01;
    return {
      rows,
      rowsPerSecond: seconds > 0 ? rows / seconds : 0,
      share,
      secondsLeft: known ? (seconds * (1 - share)) / share : null,
    };
  }
}
