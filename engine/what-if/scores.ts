/** Scores of a few rows, through the very function that a run calls. */
import type { Score } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import type { Row } from '../duckdb/session.ts';
import { scoreCall } from '../model/load.ts';
import { explainExpressionFailure } from '../source/read-failure.ts';
import type { Trial, TrialModel } from './trial.ts';

/** For each row of `from`, in its order, the outputs of each model as DuckDB gives them: one STRUCT for each model. */
export async function scoreRows(
  database: Database,
  models: readonly TrialModel[],
  from: string,
  orderBy?: string,
): Promise<Row[]> {
  const calls = models.map((model, index) => `${scoreCall(model)} AS m${index}`);
  const order = orderBy === undefined ? '' : ` ORDER BY ${orderBy}`;
  try {
    return await database.rows(`SELECT ${calls.join(', ')} FROM ${from}${order}`);
  } catch (error) {
    throw explainExpressionFailure(error) ?? error;
  }
}

/** The outputs of a row in the order of the trial's output columns. */
export function valuesOf(trial: Trial, row: Row): unknown[] {
  return trial.outputs.map(({ model, field }) => {
    const index = trial.models.findIndex((one) => one.name === model.name);
    return (row[`m${index}`] as Row | null)?.[field];
  });
}

/** Numbers as numbers; NaN, infinity and what no double holds as text, since no wire keeps them all. */
export function plain(value: unknown): Score['before'] {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : null;
}
