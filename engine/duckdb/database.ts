/** One in-memory DuckDB with the Rowcast extension in it; every statement of the engine goes through here. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance, type DuckDBDataChunk } from '@duckdb/node-api';
import { RowcastError, type Resources } from '../../contract/index.ts';
import { literal } from '../sql/text.ts';
import { DatabaseError } from './errors.ts';
import { Lane } from './lane.ts';
import { locateExtension, locateRuntime } from './locate.ts';
import { ConnectionPool } from './pool.ts';
import { Session, type Row } from './session.ts';

/** Nothing is fetched, nothing is guessed from the environment, rows keep their order. */
const settings = {
  allow_unsigned_extensions: 'true',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  preserve_insertion_order: 'true',
  // A page of a sorted table joins thousands of row numbers; beyond this number DuckDB would not skip what holds none of them.
  dynamic_or_filter_threshold: '10000',
};

/**
 * Read by ONNX Runtime as it is loaded. From 1.30 on its builds for Linux and macOS send what they run to Microsoft, and write a
 * device id and a cache into the home folder, before any call of its API can forbid it.
 */
const withoutTelemetry = 'ORT_DISABLE_TELEMETRY';

export class Database {
  readonly #instance: DuckDBInstance;
  readonly #pool: ConnectionPool;
  readonly #temporaryFolders: string[];
  /** Turns of the long statements that prepare tables for looking at. */
  readonly lane = new Lane();
  #defaults: Resources = {};
  #runtime: Promise<RuntimeVersions> | undefined;
  #isOpen = true;

  private constructor(instance: DuckDBInstance, temporaryFolder: string) {
    this.#instance = instance;
    this.#pool = new ConnectionPool(instance);
    this.#temporaryFolders = [temporaryFolder];
  }

  static async open(): Promise<Database> {
    process.env[withoutTelemetry] = '1';
    const temporaryFolder = ownFolder(tmpdir());
    const instance = await DuckDBInstance.create(':memory:', { ...settings, temp_directory: temporaryFolder });
    const database = new Database(instance, temporaryFolder);
    await database.#loadExtension(locateExtension());
    // Each page of a table opens its file anew, and a file of many row groups says much about them. DuckDB forgets it as soon as the
    // file was modified.
    await database.run('SET parquet_metadata_cache = true');
    return database;
  }

  async #loadExtension(path: string): Promise<void> {
    try {
      await this.run(`LOAD ${literal(path)}`);
    } catch (error) {
      const [why] = (error as Error).message.split('\n', 1);
      throw new RowcastError(
        'EXTENSION_UNAVAILABLE',
        `Rowcast's native extension could not be loaded from "${path}": ${why}`,
        'Run `npm run build`, or set ROWCAST_EXTENSION to a file that was built for this system.',
        { cause: error },
      );
    }
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
    await this.run(threads === undefined ? 'RESET threads' : `SET threads = ${threads}`);
    await (memoryLimit === undefined
      ? this.run('RESET memory_limit')
      : this.run(`SET memory_limit = ${literal(memoryLimit)}`));
  }

  async run(sql: string): Promise<void> {
    await this.#pool.use((connection) => connection.run(sql));
  }

  async rows(sql: string): Promise<Row[]> {
    const reader = await this.#pool.use((connection) => connection.runAndReadAll(sql));
    return reader.getRowObjectsJS();
  }

  /** A short statement's rows as DuckDB holds them. Aborting interrupts it. */
  async chunks(sql: string, signal?: AbortSignal): Promise<DuckDBDataChunk[]> {
    return this.#pool.use(async (connection) => {
      signal?.throwIfAborted();
      const interrupt = () => connection.interrupt();
      signal?.addEventListener('abort', interrupt);
      try {
        return await (await connection.run(sql)).fetchAllChunks();
      } finally {
        signal?.removeEventListener('abort', interrupt);
      }
    });
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

  /** False from when it begins to close. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** A connection of its own for a long statement, so that it can be watched and interrupted. */
  async connect(): Promise<Session> {
    return new Session(await this.#instance.connect());
  }

  /** Folder for files that go when the database does; there from now on. */
  temporaryFolder(): string {
    const folder = this.#temporaryFolders.at(-1) ?? '';
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** Waits for short statements; whoever connected a session has ended it. */
  async close(): Promise<void> {
    this.#isOpen = false;
    await this.#pool.close();
    this.#instance.closeSync();
    for (const folder of this.#temporaryFolders) rmSync(folder, { recursive: true, force: true });
  }

  async #setTemporaryFolder(parent: string): Promise<void> {
    if (dirname(this.#temporaryFolders.at(-1) ?? '') === parent) return;
    const folder = ownFolder(parent);
    try {
      await this.run(`SET temp_directory = ${literal(folder)}`);
      this.#temporaryFolders.push(folder);
    } catch (error) {
      // DuckDB stays with the first that it has used; the next engine begins with the new one.
      if (!(error instanceof DatabaseError && error.kind === 'Not implemented')) throw error;
    }
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
