/** One open table: its rows, and the copy and the views that were made of it. */
import type { OpenTable, SourceDescription, View } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { typedRelation } from '../source/relation.ts';
import { copyTable, type TableCopy } from './copy.ts';
import { parquetStore, rowColumnFor, type RowStore } from './row-store.ts';
import { SharedWork } from './shared-work.ts';
import { indexView, type ViewIndex } from './view-index.ts';
import { viewSql, type ViewSql } from './view-sql.ts';

/** Views whose row numbers are kept, besides those that somebody waits for. */
const mostViews = 4;

/** A view other than the whole table in its own order. */
export interface OpenedView {
  sql: ViewSql;
  index: SharedWork<ViewIndex>;
}

export class OpenedTable {
  readonly id: string;
  readonly source: SourceDescription;
  readonly database: Database;
  /** Name of the column of row numbers in its relations. */
  readonly rowColumn: string;
  readonly copy: SharedWork<TableCopy>;
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
      store: parquetStore(source, rowCounts, this.rowColumn),
      rowCount: rowCounts.reduce((sum, count) => sum + count, 0),
    };
    this.copy = new SharedWork(
      (signal, report) => copyTable(database, source, this.rowColumn, signal, report),
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
    return this.copy.value?.store ?? this.#files?.store;
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
    for (const view of this.#views.values()) await (await view.catch(() => undefined))?.index.stop();
    await this.copy.stop();
  }

  async #openView(view: View): Promise<OpenedView> {
    const { columns } = this.source;
    const sql = await viewSql(this.database, view, columns, typedRelation(this.source));
    const index = new SharedWork<ViewIndex>(
      async (signal, report) => {
        const store = this.store ?? (await this.copy.join(signal)).store;
        return indexView(this.database, this.source, store, sql, this.rowColumn, signal, report);
      },
      (made) => made.drop(),
    );
    return { sql, index };
  }

  async #dropOldViews(): Promise<void> {
    const readers = [...this.#pending];
    for (const [key, opened] of [...this.#views].slice(0, -mostViews)) {
      const view = await opened.catch(() => undefined);
      if (view === undefined || view.index.isWaitedFor) continue;
      this.#views.delete(key);
      await Promise.allSettled(readers);
      await view.index.stop();
    }
  }
}
