/** The first rows of a table as a model is fed them. */
import { RowcastError, type SourceDescription } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { explainExpressionFailure, explainReadFailure } from '../source/read-failure.ts';
import { fedText } from './conversion-sql.ts';
import type { Argument, Table } from './resolve.ts';

const sampleRows = 5;

export type Samples = (string | null)[];

/** For each argument its samples, or why it has none. */
export async function samplesOf(
  database: Database,
  source: SourceDescription,
  table: Table,
  bound: readonly Argument[],
): Promise<(Samples | RowcastError)[]> {
  if (bound.length === 0) return [];
  try {
    return await read(database, table, bound);
  } catch (error) {
    const [first, ...others] = bound;
    if (first !== undefined && others.length === 0) {
      const known = first.column === null ? explainExpressionFailure(error) : undefined;
      return [asFault(known ?? (await explainReadFailure(database, source, error)))];
    }
    // One bad value stops the statement; alone, each argument shows whether it was to blame.
    const each = await Promise.all(bound.map((argument) => samplesOf(database, source, table, [argument])));
    return each.flat();
  }
}

async function read(database: Database, table: Table, bound: readonly Argument[]): Promise<Samples[]> {
  const cells = bound.map((argument, index) => `${fedText(argument)} AS s${index}`);
  const rows = await database.rows(
    `SELECT ${cells.join(', ')} FROM (SELECT * FROM ${table.relation.from} LIMIT ${sampleRows})`,
  );
  return bound.map((_, index) => rows.map((row) => row[`s${index}`] as string | null));
}

function asFault(error: unknown): RowcastError {
  if (error instanceof RowcastError) return error;
  throw error;
}
