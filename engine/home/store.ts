/**
 * One DuckDB file that several processes share: it is opened for each transaction and closed again, since DuckDB lets one process
 * at a time have a file open.
 */
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import { RowcastError, type Fault } from '../../contract/index.ts';
import type { Row } from '../duckdb/session.ts';
import { DatabaseError, errorFromDuckdb, firstLine } from '../duckdb/errors.ts';
import { literal } from '../sql/text.ts';
import { makeHomeFolder } from './folder.ts';
import { identityOf, makeWhole, moveAside, removeUnfinished } from './store-file.ts';
import { attached, formatVersion, makeTables } from './tables.ts';

/** A transaction on the open file; its tables are in `attached`. */
export interface Transaction {
  run(sql: string, values?: DuckDBValue[]): Promise<void>;
  rows(sql: string, values?: DuckDBValue[]): Promise<Row[]>;
}

/** Small, since what is kept is small and a job may need the rest of the machine. */
const settings = { threads: '1', memory_limit: '256MB', autoinstall_known_extensions: 'false', temp_directory: '' };
/** Many small rows that change make large blocks mostly empty. */
const attachOptions = '(BLOCK_SIZE 16384)';

const longestPauseMs = 40;

/**
 * Transactions on one file take turns within the process: its lock holds between processes only. By real path, for several engines
 * of one process.
 */
const lastTurns = new Map<string, Promise<unknown>>();

export class Store {
  readonly #path: string;
  readonly #tell: (fault: Fault) => void;
  #instance: DuckDBInstance | undefined;
  #connection: DuckDBConnection | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** Nothing is made or opened before the first transaction; `tell` hears of what was put right without failing. */
  constructor(path: string, tell: (fault: Fault) => void) {
    this.#path = path;
    this.#tell = tell;
  }

  /**
   * Runs `work` in a transaction that happens whole or not at all. Fails with HISTORY_UNREADABLE where the file cannot be opened
   * within `waitMs`; a damaged file is moved aside and a new one begun.
   */
  transaction<T>(work: (transaction: Transaction) => Promise<T>, waitMs = 10_000): Promise<T> {
    const turn = this.#inTurn(() => this.#attempt(work, waitMs)).catch((error: unknown) => {
      throw this.#explained(error);
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Waits for the transactions that were asked for. */
  async close(): Promise<void> {
    await this.#last;
    this.#dropInstance();
  }

  async #inTurn<T>(action: () => Promise<T>): Promise<T> {
    makeHomeFolder(dirname(this.#path));
    const key = join(realpathSync(dirname(this.#path)), 'store');
    const turn = (lastTurns.get(key) ?? Promise.resolve()).then(action);
    lastTurns.set(
      key,
      turn.catch(() => undefined),
    );
    return turn;
  }

  async #attempt<T>(work: (transaction: Transaction) => Promise<T>, waitMs: number): Promise<T> {
    const identity = identityOf(this.#path);
    try {
      return await this.#once(work, waitMs);
    } catch (error) {
      if (!isDamage(error)) throw error;
      const aside = moveAside(this.#path, identity);
      if (aside !== undefined) this.#tell(damaged(this.#path, aside, error));
      return this.#once(work, waitMs);
    }
  }

  async #once<T>(work: (transaction: Transaction) => Promise<T>, waitMs: number): Promise<T> {
    const connection = await this.#connect();
    try {
      if (identityOf(this.#path) === undefined) await makeWhole(this.#path, (path) => makeFile(connection, path));
      await attach(connection, this.#path, Date.now() + waitMs);
      const result = await withinTransaction(connection, work);
      await run(connection, `DETACH ${attached}`);
      return result;
    } catch (error) {
      // Whatever is still open in it goes with it.
      this.#dropInstance();
      throw error;
    }
  }

  async #connect(): Promise<DuckDBConnection> {
    if (this.#instance === undefined) {
      removeUnfinished(this.#path);
      this.#instance = await DuckDBInstance.create(':memory:', settings);
    }
    this.#connection ??= await this.#instance.connect();
    return this.#connection;
  }

  #dropInstance(): void {
    this.#connection?.closeSync();
    this.#instance?.closeSync();
    this.#connection = undefined;
    this.#instance = undefined;
  }

  #explained(error: unknown): unknown {
    if (error instanceof RowcastError) return error;
    const why = error instanceof DatabaseError ? firstLine(error) : (error as Error).message;
    return isLocked(error)
      ? unreadable(`The history "${this.#path}" is in use by another program: ${why.replace(/ See also .*/, '')}`, {
          hint: 'Close the program that has the file open.',
          cause: error,
        })
      : unreadable(`The history "${this.#path}" could not be opened: ${why}`, {
          hint: 'Check the rights on its folder and the room on its disk, or name another folder in ROWCAST_HOME.',
          cause: error,
        });
  }
}

async function run(connection: DuckDBConnection, sql: string, values?: DuckDBValue[]): Promise<void> {
  try {
    await connection.run(sql, values);
  } catch (error) {
    throw errorFromDuckdb(error);
  }
}

async function rows(connection: DuckDBConnection, sql: string, values?: DuckDBValue[]): Promise<Row[]> {
  try {
    const reader = await connection.runAndReadAll(sql, values);
    return reader.getRowObjectsJS();
  } catch (error) {
    throw errorFromDuckdb(error);
  }
}

async function makeFile(connection: DuckDBConnection, path: string): Promise<void> {
  await run(connection, `ATTACH ${literal(path)} AS ${attached} ${attachOptions}`);
  await run(connection, makeTables(attached));
  await run(connection, `DETACH ${attached}`);
}

/** Waits for other processes until `deadline`, in milliseconds since 1970. */
async function attach(connection: DuckDBConnection, path: string, deadline: number): Promise<void> {
  for (;;) {
    try {
      return await run(connection, `ATTACH ${literal(path)} AS ${attached} ${attachOptions}`);
    } catch (error) {
      if (!isLocked(error) || Date.now() > deadline) throw error;
      await sleep(1 + Math.random() * longestPauseMs);
    }
  }
}

async function withinTransaction<T>(
  connection: DuckDBConnection,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  await run(connection, 'BEGIN');
  await run(connection, makeTables(attached));
  const [format] = await rows(connection, `SELECT version FROM ${attached}.format`);
  if (Number(format?.['version']) > formatVersion) throw tooNew();
  const result = await work({
    run: (sql, values) => run(connection, sql, values),
    rows: (sql, values) => rows(connection, sql, values),
  });
  await run(connection, 'COMMIT');
  return result;
}

function isLocked(error: unknown): boolean {
  // DuckDB has no code for it. Windows says it in its own words.
  return (
    error instanceof DatabaseError && error.kind === 'IO' && /set lock|used by another process/.test(error.message)
  );
}

/** What DuckDB says of a file that it, or the disk, wrote badly, or that is no file of its own. */
function isDamage(error: unknown): boolean {
  if (!(error instanceof DatabaseError) || isLocked(error)) return false;
  if (error.kind === 'IO')
    return /not a valid DuckDB|[Cc]orrupt|checksum|Could not read (enough|all)/.test(error.message);
  return ['Serialization', 'INTERNAL', 'FATAL'].includes(error.kind);
}

function damaged(path: string, aside: string, error: unknown): Fault {
  const why = error instanceof DatabaseError ? firstLine(error) : String(error);
  const message = `The history "${path}" is damaged (${why}). It was moved to "${aside}" and a new one was begun.`;
  return unreadable(message, {
    hint: 'Earlier runs are in the moved file only; delete it if they do not matter.',
  }).toFault();
}

function tooNew(): RowcastError {
  return unreadable('The history was written by a newer Rowcast and was left as it is.', {
    hint: 'Use the newer Rowcast, or name another folder in ROWCAST_HOME.',
  });
}

function unreadable(message: string, { hint, cause }: { hint: string; cause?: unknown }): RowcastError {
  return new RowcastError('HISTORY_UNREADABLE', message, hint, { cause });
}
