/** One in-memory DuckDB with the Rowcast extension in it; every statement of the engine goes through here. */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection, type DuckDBResult } from '@duckdb/node-api';
import type { Resources } from '../../contract/index.ts';
import { literal } from '../sql/text.ts';
import { DatabaseError, errorFromDuckdb } from './errors.ts';
import { locateExtension, locateRuntime } from './locate.ts';

/** Nothing is fetched, nothing is guessed from the environment, rows keep their order. */
const settings = {
  allow_unsigned_extensions: 'true',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  preserve_insertion_order: 'true',
};

/**
 * Read by ONNX Runtime as it is loaded. From 1.30 on its builds for Linux and macOS send what they run to Microsoft, and write a
 * device id and a cache into the home folder, before any call of its API can forbid it.
 */
const withoutTelemetry = 'ORT_DISABLE_TELEMETRY';

export type Row = Record<string, unknown>;

export class Database {
  readonly #instance: DuckDBInstance;
  readonly #main: DuckDBConnection;
  readonly #temporaryFolders: string[];
  #defaults: Resources = {};
  readonly #pending = new Set<Promise<unknown>>();
  #runtime: Promise<RuntimeVersions> | undefined;

  private constructor(instance: DuckDBInstance, main: DuckDBConnection, temporaryFolder: string) {
    this.#instance = instance;
    this.#main = main;
    this.#temporaryFolders = [temporaryFolder];
  }

  static async open(): Promise<Database> {
    process.env[withoutTelemetry] = '1';
    const temporaryFolder = ownFolder(tmpdir());
    const instance = await DuckDBInstance.create(':memory:', { ...settings, temp_directory: temporaryFolder });
    const database = new Database(instance, await instance.connect(), temporaryFolder);
    await database.#run(`LOAD ${literal(locateExtension())}`);
    return database;
  }

  /** Loads ONNX Runtime on first use; reading a table or a model card never pays for it. */
  runtime(): Promise<RuntimeVersions> {
    this.#runtime ??= this.callJson('rowcast_runtime', [locateRuntime()]) as Promise<RuntimeVersions>;
    return this.#runtime;
  }

  /** What holds where `setResources` is not told otherwise, and where the first of what does not fit into memory goes. */
  async setDefaults(defaults: Resources & { temporaryFolder?: string | undefined }): Promise<void> {
    this.#defaults = defaults;
    await this.setResources({});
    await this.#setTemporaryFolder(defaults.temporaryFolder ?? tmpdir());
  }

  /** What an earlier job said does not hold for the next. */
  async setResources(resources: Resources): Promise<void> {
    const { threads, memoryLimit } = { ...this.#defaults, ...resources };
    await this.#run(threads === undefined ? 'RESET threads' : `SET threads = ${threads}`);
    await (memoryLimit === undefined
      ? this.#run('RESET memory_limit')
      : this.#run(`SET memory_limit = ${literal(memoryLimit)}`));
  }

  async rows(sql: string): Promise<Row[]> {
    const reader = await this.#tracked(this.#main.runAndReadAll(sql));
    return reader.getRowObjectsJS();
  }

  /** The only row of a statement that returns one. */
  async row(sql: string): Promise<Row> {
    return (await this.rows(sql))[0] ?? {};
  }

  /** Calls a scalar function of the extension that answers with JSON. */
  async callJson(name: string, inputs: readonly string[]): Promise<unknown> {
    const row = await this.row(`SELECT ${name}(${inputs.map(literal).join(', ')}) AS answer`);
    return JSON.parse(String(row['answer']));
  }

  /** A connection of its own for a long statement, so that it can be watched and interrupted. */
  async connect(): Promise<Session> {
    return new Session(await this.#instance.connect());
  }

  /** Waits for statements that nobody waited for: closing the connection under one hangs or crashes the process. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#pending);
    this.#main.closeSync();
    this.#instance.closeSync();
    for (const folder of this.#temporaryFolders) rmSync(folder, { recursive: true, force: true });
  }

  async #setTemporaryFolder(parent: string): Promise<void> {
    if (dirname(this.#temporaryFolders.at(-1) ?? '') === parent) return;
    const folder = ownFolder(parent);
    try {
      await this.#run(`SET temp_directory = ${literal(folder)}`);
      this.#temporaryFolders.push(folder);
    } catch (error) {
      // DuckDB stays with the first that it has used; the next engine begins with the new one.
      if (!(error instanceof DatabaseError && error.kind === 'Not implemented')) throw error;
    }
  }

  async #run(sql: string): Promise<void> {
    await this.#tracked(this.#main.run(sql));
  }

  #tracked<T>(statement: Promise<T>): Promise<T> {
    this.#pending.add(statement);
    return attempt(() => statement).finally(() => this.#pending.delete(statement));
  }
}

/** Of this database alone, since whoever closes first removes the folder. */
function ownFolder(parent: string): string {
  return join(parent, `rowcast-${process.pid}-${randomBytes(3).toString('hex')}`);
}

export interface RuntimeVersions {
  extension: string;
  onnxruntime: string;
  path: string;
}

/** A connection for one long statement. */
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

async function attempt<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw errorFromDuckdb(error);
  }
}
