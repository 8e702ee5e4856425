/** What the features of a model contribute to its raw score, on some rows of a scored file. */
import { RowcastError } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import type { Session } from '../duckdb/session.ts';
import { coversCall, explainCall, loadExplanation, releaseExplanations, type Explanation } from '../model/explain.ts';
import type { LoadedModel } from '../model/load.ts';
import { pathLiteral } from '../sql/text.ts';
import { amount } from './figures.ts';

/** Rows that a row is compared with, where a model's file does not say what it learned from. */
const backgroundRows = 10_000;

export interface ExplainedRow {
  base: number;
  /** By feature. */
  contributions: ReadonlyMap<string, number>;
  /** By feature, as text. */
  values: ReadonlyMap<string, string | null>;
}

export interface ExplainedModel {
  /** By number, from 1. */
  rows: ReadonlyMap<number, ExplainedRow>;
  /** Rows of the table that its covers were counted of; null where the model's file has them. */
  background: number | null;
}

/** Undefined where the model has no trees that see its features, or more classes than two. */
export async function explainedRows(
  database: Database,
  session: Session,
  path: string,
  model: LoadedModel,
  rows: readonly number[],
): Promise<ExplainedModel | undefined> {
  const explanation = await explanationOf(database, model);
  if (explanation === undefined) return undefined;
  try {
    if (explanation.receipt.explains !== 'score') return undefined;
    const background = await countBackground(session, path, explanation);
    return { rows: await readRows(session, path, explanation, rows), background };
  } finally {
    releaseExplanations(database, [explanation]);
  }
}

async function explanationOf(database: Database, model: LoadedModel): Promise<Explanation | undefined> {
  try {
    return await loadExplanation(database, model, 'all');
  } catch (error) {
    if (error instanceof RowcastError && error.code === 'NOT_EXPLAINABLE') return undefined;
    throw error;
  }
}

/** Rows at even distances through the file. */
async function countBackground(session: Session, path: string, explanation: Explanation): Promise<number | null> {
  const call = coversCall(explanation);
  if (call === undefined) return null;
  const [all] = await session.rows(`SELECT count(*) AS rows FROM ${fileRows(path)}`);
  const step = Math.max(1, Math.ceil(amount(all, 'rows') / backgroundRows));
  const [counted] = await session.rows(
    `SELECT ${call} AS counted, count(*) AS rows FROM ${fileRows(path)} WHERE file_row_number % ${step} = 0`,
  );
  return amount(counted, 'rows');
}

async function readRows(
  session: Session,
  path: string,
  explanation: Explanation,
  numbers: readonly number[],
): Promise<Map<number, ExplainedRow>> {
  if (numbers.length === 0) return new Map();
  const features = explanation.model.arguments.map(({ feature }) => feature);
  const values = explanation.model.arguments.map(({ argument }) => `CAST(${argument.sql} AS VARCHAR)`);
  const found = await session.rows(
    `SELECT file_row_number + 1 AS row, CAST(to_json(${explainCall(explanation)}) AS VARCHAR) AS contributions, [${values.join(', ')}] AS cells
     FROM ${fileRows(path)} WHERE file_row_number IN (${numbers.map((row) => row - 1).join(', ')})`,
  );
  const fields = explanation.columns.map(({ field }) => field);
  return new Map(
    found.map((row) => {
      const told = JSON.parse(String(row['contributions'])) as Record<string, number>;
      const cells = row['cells'] as readonly (string | null)[];
      const explained: ExplainedRow = {
        base: told['base_value'] ?? 0,
        contributions: new Map(features.map((feature, at) => [feature, told[fields[at] ?? ''] ?? 0])),
        values: new Map(features.map((feature, at) => [feature, cells[at] ?? null])),
      };
      return [amount(row, 'row'), explained];
    }),
  );
}

function fileRows(path: string): string {
  return `read_parquet(${pathLiteral(path)}, file_row_number = true, hive_partitioning = false)`;
}
