/** A table made of an open table, in a database file of its own, so that dropping it frees the disk at once. */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { RowcastError, type SourceDescription } from '../../contract/index.ts';
import { kindOf } from '../binding/column-kind.ts';
import type { Database } from '../duckdb/database.ts';
import { DatabaseError } from '../duckdb/errors.ts';
import { runInTurn, throwIfStopped, type Report } from '../duckdb/interruptible.ts';
import type { Priority } from '../duckdb/lane.ts';
import { explainReadFailure } from '../source/read-failure.ts';
import { checkUnchanged } from '../source/unchanged.ts';
import { literal } from '../sql/text.ts';

export interface ScratchColumn {
  name: string;
  type: string;
}

export interface ScratchTable {
  /** For SQL. */
  name: string;
  rowCount: number;
  /** To be called when no statement reads it. */
  drop(): Promise<void>;
}

/** Writes the rows of `select`, in their order, into a table on disk. When that fails or is aborted, nothing is left. */
export async function makeScratchTable(
  database: Database,
  source: SourceDescription,
  columns: readonly ScratchColumn[],
  select: string,
  how: { signal: AbortSignal; report?: Report; priority?: Priority },
): Promise<ScratchTable> {
  const { signal, report = () => {}, priority = 'soon' } = how;
  const schema = `scratch_${randomBytes(6).toString('hex')}`;
  const folder = database.temporaryFolder();
  const path = join(folder, `${schema}.duckdb`);
  const name = `${schema}.rows`;
  const drop = async () => {
    await database.run(`DETACH DATABASE IF EXISTS ${schema}`);
    for (const file of [path, `${path}.wal`]) rmSync(file, { force: true });
  };
  const declared = columns.map((column) => `${column.name} ${column.type}${storage(column)}`);
  try {
    await database.run(`ATTACH ${literal(path)} AS ${schema}`);
    await database.run(`CREATE TABLE ${name} (${declared.join(', ')})`);
    await runInTurn(database, `INSERT INTO ${name} ${select}`, { priority, signal, report });
    checkUnchanged(source);
    const { rows } = await database.row(`SELECT count(*) AS rows FROM ${name}`);
    return { name, rowCount: Number(rows), drop };
  } catch (error) {
    await drop();
    throwIfStopped(signal);
    throw diskFull(error, folder) ?? (await explainReadFailure(database, source, error));
  }
}

/** Uncompressed, a row anywhere takes half the time to reach. DuckDB has no such form of nested types. */
function storage({ type }: ScratchColumn): string {
  return kindOf(type) === 'nested' ? '' : ' USING COMPRESSION uncompressed';
}

function diskFull(error: unknown, folder: string): RowcastError | undefined {
  if (!(error instanceof DatabaseError)) return undefined;
  if (!/no space left|not enough space|disk quota exceeded|file too large/i.test(error.message)) return undefined;
  return new RowcastError(
    'DESTINATION_FULL',
    `There is not enough space in "${folder}" for a copy of the table, which sorting and scrolling need.`,
    'Free some space, or choose another temporary folder in the settings.',
    { cause: error },
  );
}
