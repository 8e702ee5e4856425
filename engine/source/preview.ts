/** A first look at a table: row count, types, NULLs, range and first rows, counted over the whole of it. */
import type { ColumnSummary, Preview, SourceDescription } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { identifier } from '../sql/text.ts';
import { explainReadFailure } from './read-failure.ts';
import { typedRelation } from './relation.ts';

export async function previewSource(database: Database, source: SourceDescription, rowLimit: number): Promise<Preview> {
  try {
    const { rowCount, columns } = await summarise(database, source);
    return { source, rowCount, columns, firstRows: await firstRows(database, source, rowLimit) };
  } catch (error) {
    throw await explainReadFailure(database, source, error);
  }
}

async function summarise(
  database: Database,
  source: SourceDescription,
): Promise<{ rowCount: number; columns: ColumnSummary[] }> {
  const aggregates = source.columns.flatMap((column, index) => {
    const name = identifier(column.name);
    const ordered = !/^(STRUCT|MAP|.*\[\d*\]$)/.test(column.type);
    return [
      `count(*) - count(${name}) AS nulls${index}`,
      ...(ordered
        ? [`CAST(min(${name}) AS VARCHAR) AS min${index}`, `CAST(max(${name}) AS VARCHAR) AS max${index}`]
        : []),
    ];
  });
  const row = await database.row(
    `SELECT ${['count(*) AS row_count', ...aggregates].join(', ')} FROM ${typedRelation(source).from}`,
  );
  const columns = source.columns.map((column, index) => ({
    ...column,
    nulls: Number(row[`nulls${index}`]),
    min: text(row[`min${index}`]),
    max: text(row[`max${index}`]),
  }));
  return { rowCount: Number(row['row_count']), columns };
}

async function firstRows(
  database: Database,
  source: SourceDescription,
  rowLimit: number,
): Promise<(string | null)[][]> {
  const cells = source.columns.map((column, index) => `CAST(${identifier(column.name)} AS VARCHAR) AS c${index}`);
  const rows = await database.rows(`SELECT ${cells.join(', ')} FROM ${typedRelation(source).from} LIMIT ${rowLimit}`);
  return rows.map((row) => source.columns.map((_, index) => text(row[`c${index}`])));
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
