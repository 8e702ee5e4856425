/** A database file of its own for what is made of an open table; dropping it frees the disk at once. */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../duckdb/database.ts';
import { literal } from '../sql/text.ts';

export class ScratchFile {
  /** Of the schema, for SQL. */
  readonly name: string;
  readonly #database: Database;
  readonly #path: string;

  private constructor(database: Database, name: string, path: string) {
    this.#database = database;
    this.name = name;
    this.#path = path;
  }

  static async create(database: Database): Promise<ScratchFile> {
    const name = `scratch_${randomBytes(6).toString('hex')}`;
    const path = join(database.temporaryFolder(), `${name}.duckdb`);
    await database.run(`ATTACH ${literal(path)} AS ${name}`);
    return new ScratchFile(database, name, path);
  }

  /** To be called when no statement reads it. */
  async drop(): Promise<void> {
    await this.#database.run(`DETACH DATABASE IF EXISTS ${this.name}`);
    for (const file of [this.#path, `${this.#path}.wal`]) rmSync(file, { force: true });
  }
}
