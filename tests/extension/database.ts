/** A DuckDB with the built extension in it and nothing else of Rowcast: what a user of plain SQL has. */
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll } from 'vitest';
import { locateExtension, locateRuntime } from '../../engine/duckdb/locate.ts';
import { fixtureModel } from '../engine/repository.ts';

export interface ArgumentCounts {
  missing: number;
  failed: number;
  rounded: number;
  overflowed: number;
}

export interface Counters {
  rows: number;
  batches: number;
  nanoseconds: number;
  arguments: ArgumentCounts[];
}

/** An argument of `rowcast_load`, see native/README.md. */
export interface ArgumentOptions {
  input: string;
  type: string;
  label?: string;
  missing?: { policy: 'nan' } | { policy: 'error' } | { policy: 'value'; value: string };
  presence?: boolean;
}

export interface LoadReceipt {
  function: string;
  parameters: string[];
  columns: { name: string; output: string; type: string }[];
  provider: { asked: string; ran: string };
  sha256: string;
  model: string;
}

export const nothingCounted: ArgumentCounts = { missing: 0, failed: 0, rounded: 0, overflowed: 0 };

export class ExtensionDatabase {
  #instance: DuckDBInstance | undefined;
  #main: DuckDBConnection | undefined;
  #functions = 0;

  async open(): Promise<void> {
    this.#instance = await DuckDBInstance.create(':memory:', {
      allow_unsigned_extensions: 'true',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      threads: '2',
    });
    this.#main = await this.#instance.connect();
    await this.#main.run(`LOAD '${locateExtension()}'`);
    await this.json('rowcast_runtime', locateRuntime());
  }

  close(): void {
    this.#main?.closeSync();
    this.#instance?.closeSync();
  }

  async connect(): Promise<DuckDBConnection> {
    if (this.#instance === undefined) throw new Error('the database is not open yet');
    return this.#instance.connect();
  }

  async rows(sql: string, connection = this.#main): Promise<Record<string, unknown>[]> {
    if (connection === undefined) throw new Error('the database is not open yet');
    return (await connection.runAndReadAll(sql)).getRowObjectsJS();
  }

  /** The one cell of a result. */
  async cell(sql: string): Promise<unknown> {
    return Object.values((await this.rows(sql))[0] ?? {})[0];
  }

  /** What a function of the extension returns, as text. */
  text(name: string, ...inputs: (string | null)[]): Promise<unknown> {
    const written = inputs.map((input) => (input === null ? 'NULL' : `'${input.replaceAll("'", "''")}'`));
    return this.cell(`SELECT ${name}(${written.join(', ')})`);
  }

  async json(name: string, ...inputs: string[]): Promise<unknown> {
    return JSON.parse(String(await this.text(name, ...inputs)));
  }

  /** Loads a fixture model under a name that no other test uses. */
  async load(fixture: string, options: { arguments?: ArgumentOptions[] } = {}): Promise<string> {
    this.#functions += 1;
    const name = `f${this.#functions}`;
    await this.json('rowcast_load', name, fixtureModel(fixture), JSON.stringify(options));
    return name;
  }

  async counters(name: string): Promise<Counters> {
    return (await this.json('rowcast_counters', name)) as Counters;
  }

  /** What was counted while `sql` ran to its end. */
  async countedBy(name: string, sql: string): Promise<Omit<Counters, 'batches' | 'nanoseconds'>> {
    const before = await this.counters(name);
    await this.rows(sql);
    const after = await this.counters(name);
    const since = (index: number, key: keyof ArgumentCounts) =>
      (after.arguments[index]?.[key] ?? 0) - (before.arguments[index]?.[key] ?? 0);
    return {
      rows: after.rows - before.rows,
      arguments: after.arguments.map((_, index) => ({
        missing: since(index, 'missing'),
        failed: since(index, 'failed'),
        rounded: since(index, 'rounded'),
        overflowed: since(index, 'overflowed'),
      })),
    };
  }
}

/** To be called at the top of a file of tests. */
export function useExtension(): ExtensionDatabase {
  const database = new ExtensionDatabase();
  beforeAll(() => database.open());
  afterAll(() => database.close());
  return database;
}

/** The three lines of an error of the extension. */
export async function thrownBy(
  work: Promise<unknown>,
): Promise<{ code: string; message: string; hint: string; argument?: number }> {
  const text = await work.then(
    () => 'nothing was thrown',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const found = /\[rowcast:([A-Z_]+)\] ([^\n]+)\n([^\n]+)(?:\nargument (\d+))?/.exec(text);
  if (found === null) throw new Error(`no error of the extension: ${text}`);
  const [, code = '', message = '', hint = '', argument] = found;
  return { code, message, hint, ...(argument === undefined ? {} : { argument: Number(argument) }) };
}
