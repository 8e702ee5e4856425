/**
 * Which models stay loaded: those in use, and a few that were used lately. A window that runs for days would otherwise keep every
 * model, and every way in which one was bound, until it ends.
 */
import type { Database } from '../duckdb/database.ts';

/** Models without a user that stay for the next question. */
const mostIdle = 8;
/** Bytes of their files together; the latest stays whatever its size. */
const mostIdleBytes = 256 * 2 ** 20;
const longestIdleMs = 10 * 60_000;

interface Use {
  bytes: number;
  users: number;
  /** When the last user let go, as `performance.now` tells it. */
  since: number;
  unloading: Promise<unknown> | undefined;
}

const ofDatabases = new WeakMap<Database, LoadedModels>();

export function loadedModels(database: Database): LoadedModels {
  let models = ofDatabases.get(database);
  if (models === undefined) ofDatabases.set(database, (models = new LoadedModels(database)));
  return models;
}

class LoadedModels {
  readonly #database: Database;
  /** By the name of their function, those that were let go first in front. */
  readonly #uses = new Map<string, Use>();
  #timer: NodeJS.Timeout | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Keeps the model of a function loaded until `release`; to be called before it is loaded. */
  async hold(functionName: string, bytes: number): Promise<void> {
    const use = this.#uses.get(functionName) ?? { bytes, users: 0, since: 0, unloading: undefined };
    this.#uses.set(functionName, use);
    use.users += 1;
    await use.unloading;
  }

  release(functionName: string): void {
    const use = this.#uses.get(functionName);
    if (use === undefined) return;
    use.users -= 1;
    if (use.users > 0) return;
    use.since = performance.now();
    this.#uses.delete(functionName);
    this.#uses.set(functionName, use);
    this.#unloadSome();
  }

  #unloadSome(): void {
    const idle = [...this.#uses].filter(([, use]) => use.users === 0 && use.unloading === undefined);
    const oldest = performance.now() - longestIdleMs;
    let bytes = 0;
    idle.toReversed().forEach(([name, use], index) => {
      bytes += use.bytes;
      const isOver = index > 0 && (index >= mostIdle || bytes > mostIdleBytes);
      if (isOver || use.since <= oldest) this.#unload(name, use);
    });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#unloadSome(), longestIdleMs + 1000).unref();
  }

  #unload(name: string, use: Use): void {
    if (this.#database.isOpen) use.unloading = this.#unloaded(name, use);
  }

  async #unloaded(name: string, use: Use): Promise<void> {
    // One that cannot be unloaded stays, as it would without this.
    await this.#database.callJson('rowcast_unload', [name]).catch(() => undefined);
    use.unloading = undefined;
    if (use.users === 0) this.#uses.delete(name);
  }
}
