/** Models and tables that were used before, and what was decided for a model on tables of one schema. */
import { stat } from 'node:fs/promises';
import { SavedBinding, SourceReading, type KnownModel, type RecentSource } from '../../contract/index.ts';
import type { Store } from '../home/store.ts';
import { attached } from '../home/tables.ts';

/** Older ones are forgotten when a new one is used. */
const mostModels = 200;
const mostSources = 200;

export interface UsedModel {
  path: string;
  sha256: string;
  bytes: number;
}

export interface BindingId {
  modelSha256: string;
  /** Hash of the table's column names and types. */
  schemaKey: string;
}

export class Library {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Paths are absolute here and in everything below. */
  async useModel({ path, sha256, bytes }: UsedModel): Promise<void> {
    await this.#store.transaction(async (transaction) => {
      await transaction.run(
        `INSERT INTO ${attached}.models VALUES ($1, $2, $3, epoch_ms($4::BIGINT))
        ON CONFLICT DO UPDATE SET sha256 = excluded.sha256, bytes = excluded.bytes, last_used = excluded.last_used`,
        [path, sha256, BigInt(bytes), BigInt(Date.now())],
      );
      await transaction.run(keepLatest('models', 'path', mostModels));
    });
  }

  /** `reading` is what was said about how it is read; empty where it was read as found. */
  async useSource(paths: readonly string[], reading: SourceReading): Promise<void> {
    const key = JSON.stringify(paths);
    await this.#store.transaction(async (transaction) => {
      await transaction.run(
        `INSERT INTO ${attached}.sources VALUES ($1, epoch_ms($2::BIGINT))
        ON CONFLICT DO UPDATE SET last_used = excluded.last_used`,
        [key, BigInt(Date.now())],
      );
      await transaction.run(keepLatest('sources', 'paths', mostSources));
      await transaction.run(`DELETE FROM ${attached}.readings WHERE ${notKept}`);
      if (!isSaid(reading)) return transaction.run(`DELETE FROM ${attached}.readings WHERE paths = $1`, [key]);
      await transaction.run(
        `INSERT INTO ${attached}.readings VALUES ($1, $2) ON CONFLICT DO UPDATE SET reading = excluded.reading`,
        [key, JSON.stringify(reading)],
      );
    });
  }

  /** What was said when these files were last opened; null where nothing was. */
  async lastReading(paths: readonly string[]): Promise<SourceReading | null> {
    const rows = await this.#store.transaction((transaction) =>
      transaction.rows(`SELECT reading FROM ${attached}.readings WHERE paths = $1`, [JSON.stringify(paths)]),
    );
    const text = rows[0]?.['reading'];
    // One of another version, as with bindings below.
    return typeof text === 'string' ? (SourceReading.safeParse(JSON.parse(text)).data ?? null) : null;
  }

  /** The latest first. */
  async models(): Promise<KnownModel[]> {
    const rows = await this.#store.transaction((transaction) =>
      transaction.rows(
        `SELECT path, sha256, bytes, epoch_ms(last_used) AS used FROM ${attached}.models ORDER BY last_used DESC, path`,
      ),
    );
    return Promise.all(
      rows.map(async (row) => ({
        path: String(row['path']),
        sha256: String(row['sha256']),
        bytes: Number(row['bytes']),
        lastUsed: new Date(Number(row['used'])).toISOString(),
        exists: await isFile(String(row['path'])),
      })),
    );
  }

  /** The latest first; `isThere` tells whether a path or glob leads to a file now. */
  async sources(isThere: (path: string) => Promise<boolean>): Promise<RecentSource[]> {
    const rows = await this.#store.transaction((transaction) =>
      transaction.rows(
        `SELECT paths, epoch_ms(last_used) AS used FROM ${attached}.sources ORDER BY last_used DESC, paths`,
      ),
    );
    return Promise.all(
      rows.map(async (row) => {
        const paths = JSON.parse(String(row['paths'])) as string[];
        const found = await Promise.all(paths.map(isThere));
        return { paths, lastUsed: new Date(Number(row['used'])).toISOString(), exists: found.every(Boolean) };
      }),
    );
  }

  async forgetModel(path: string): Promise<void> {
    await this.#store.transaction((transaction) =>
      transaction.run(`DELETE FROM ${attached}.models WHERE path = $1`, [path]),
    );
  }

  async forgetSource(paths: readonly string[]): Promise<void> {
    await this.#store.transaction(async (transaction) => {
      await transaction.run(`DELETE FROM ${attached}.sources WHERE paths = $1`, [JSON.stringify(paths)]);
      await transaction.run(`DELETE FROM ${attached}.readings WHERE ${notKept}`);
    });
  }

  async savedBinding({ modelSha256, schemaKey }: BindingId): Promise<SavedBinding | null> {
    const rows = await this.#store.transaction((transaction) =>
      transaction.rows(`SELECT binding FROM ${attached}.bindings WHERE model_sha256 = $1 AND schema_key = $2`, [
        modelSha256,
        schemaKey,
      ]),
    );
    const text = rows[0]?.['binding'];
    // One of another version, which this one does not understand, is as good as none.
    return typeof text === 'string' ? (SavedBinding.safeParse(JSON.parse(text)).data ?? null) : null;
  }

  async saveBinding({ modelSha256, schemaKey }: BindingId, binding: SavedBinding): Promise<void> {
    const sql = `INSERT INTO ${attached}.bindings VALUES ($1, $2, $3, epoch_ms($4::BIGINT))
      ON CONFLICT DO UPDATE SET binding = excluded.binding, saved = excluded.saved`;
    const values = [modelSha256, schemaKey, JSON.stringify(binding), BigInt(Date.now())];
    await this.#store.transaction((transaction) => transaction.run(sql, values));
  }
}

/** Condition on how tables are read that are remembered no more. */
const notKept = `paths NOT IN (SELECT paths FROM ${attached}.sources)`;

function isSaid({ format, csv, types }: SourceReading): boolean {
  return format !== undefined || Object.keys({ ...csv, ...types }).length > 0;
}

function keepLatest(table: string, key: string, most: number): string {
  return `DELETE FROM ${attached}.${table}
    WHERE ${key} NOT IN (SELECT ${key} FROM ${attached}.${table} ORDER BY last_used DESC LIMIT ${most})`;
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
}
