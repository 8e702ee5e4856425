/** Models and tables that were used before, and what was decided for a model on tables of one schema. */
import { stat } from 'node:fs/promises';
import { SavedBinding, type KnownModel, type RecentSource } from '../../contract/index.ts';
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

  async useSource(paths: readonly string[]): Promise<void> {
    await this.#store.transaction(async (transaction) => {
      await transaction.run(
        `INSERT INTO ${attached}.sources VALUES ($1, epoch_ms($2::BIGINT))
        ON CONFLICT DO UPDATE SET last_used = excluded.last_used`,
        [JSON.stringify(paths), BigInt(Date.now())],
      );
      await transaction.run(keepLatest('sources', 'paths', mostSources));
    });
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
    await this.#store.transaction((transaction) =>
      transaction.run(`DELETE FROM ${attached}.sources WHERE paths = $1`, [JSON.stringify(paths)]),
    );
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
