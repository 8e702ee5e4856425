/** One open table: its rows, and the copy and the views that were made of it. */
import type { ColumnProfile, OpenTable, SourceDescription, View } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { typedRelation } from '../source/relation.ts';
import {
  copyFirstRows,
  copyTable,
  parquetStore,
  rowColumnFor,
  type RowCopy,
  type RowStore,
  type TableBasis,
} from './row-store.ts';
import { SharedWork } from './shared-work.ts';
import { findRows, type ViewRows } from './view-rows.ts';
import { viewCondition, viewSql, type ViewSql } from './view-sql.ts';

/** Views whose rows are kept, besides those that somebody waits for. */
const mostViews = 4;

/** Rows from which a table's columns are first judged. */
export const firstRowCount = 100_000;

/** A view other than the whole table in its own order. */
export interface OpenedView {
  sql: ViewSql;
  rows: SharedWork<ViewRows>;
}

export class OpenedTable implements TableBasis {
  readonly id: string;
  readonly source: SourceDescription;
  readonly database: Database;
  readonly rowColumn: string;
  readonly copy: SharedWork<RowCopy>;
  /** A copy of the first `firstRowCount` rows. */
  readonly firstRows: SharedWork<RowCopy>;
  /** What was counted over all rows, by condition and column. */
  readonly profiles = new Map<string, ColumnProfile>();
  readonly #files: { store: RowStore; rowCount: number } | undefined;
  readonly #views = new Map<string, Promise<OpenedView>>();
  readonly #closing = new AbortController();
  readonly #pending = new Set<Promise<unknown>>();

  /** `rowCounts` are those of the files, where these number their rows. */
  constructor(id: string, database: Database, source: SourceDescription, rowCounts: readonly number[] | undefined) {
    this.id = id;
    this.database = database;
    this.source = source;
    this.rowColumn = rowColumnFor(source.columns);
    this.#files = rowCounts && {
      store: parquetStore(this, rowCounts),
      rowCount: rowCounts.reduce((sum, count) => sum + count, 0),
    };
    this.copy = new SharedWork(
      (signal, report) => copyTable(this, signal, report),
      (copy) => copy.drop(),
    );
    this.firstRows = new SharedWork(
      (signal) => copyFirstRows(this, this.store, firstRowCount, signal),
      (copy) => copy.drop(),
    );
  }

  describe(): OpenTable {
    return { table: this.id, source: this.source, rowCount: this.rowCount };
  }

  /** Null until they were counted. */
  get rowCount(): number | null {
    return this.#files?.rowCount ?? this.copy.value?.rowCount ?? null;
  }

  /** Where any range of rows can be read from; undefined while the source can only be read from its beginning. */
  get store(): RowStore | undefined {
    return this.copy.value ?? this.#files?.store;
  }

  /** Undefined for the whole table in its own order, which needs none. */
  async view(view: View): Promise<OpenedView | undefined> {
    if (view.where === undefined && view.filters.length === 0 && view.sort.length === 0) return undefined;
    const key = JSON.stringify(view);
    const known = this.#views.get(key) ?? this.#openView(view);
    // The latest stands last.
    this.#views.delete(key);
    this.#views.set(key, known);
    known.catch(() => this.#views.delete(key));
    void this.track(this.#dropOldViews());
    return known;
  }

  /** As `table.condition` says. */
  condition(view: View): Promise<string> {
    return viewCondition(this.database, view, this.source.columns, typedRelation(this.source));
  }

  /** Ends with `signal`, and when the table is closed. */
  until(signal: AbortSignal | undefined): AbortSignal {
    return AbortSignal.any([this.#closing.signal, ...(signal === undefined ? [] : [signal])]);
  }

  /** Nothing that `work` reads is dropped before it has ended. */
  track<T>(work: Promise<T>): Promise<T> {
    const ended = work.catch(() => undefined).finally(() => this.#pending.delete(ended));
    this.#pending.add(ended);
    return work;
  }

  /** Stops all work and frees all that was made. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#pending);
    for (const view of this.#views.values()) await (await view.catch(() => undefined))?.rows.stop();
    await this.firstRows.stop();
    await this.copy.stop();
  }

  async #openView(view: View): Promise<OpenedView> {
    const sql = await viewSql(this.database, view, this.source.columns, typedRelation(this.source));
    const rows = new SharedWork<ViewRows>(
      async (signal, report) => {
        const store = this.store ?? (await this.copy.join(signal));
        return findRows(this, store, store === this.copy.value, sql, signal, report);
      },
      (made) => made.drop(),
    );
    return { sql, rows };
  }

  async #dropOldViews(): Promise<void> {
    const readers = [...this.#pending];
    for (const [key, opened] of [...this.#views].slice(0, -mostViews)) {
      const view = await opened.catch(() => undefined);
      if (view === undefined || view.rows.isWaitedFor) continue;
      this.#views.delete(key);
      await Promise.allSettled(readers);
      await view.rows.stop();
    }
  }
}
