/** What the features of models contribute to their raw scores, on some rows of a scored file. */
import { RowcastError } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import type { Row, Session } from '../duckdb/session.ts';
import { coversCall, explainCall, loadExplanation, releaseExplanations, type Explanation } from '../model/explain.ts';
import type { LoadedModel } from '../model/load.ts';
import { openFeatures, type Features } from './features.ts';
import { amount } from './figures.ts';

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

/** A model, undefined for scores that stood in the table, and the rows to explain, by number from 1. */
export interface ToExplain {
  model: LoadedModel | undefined;
  rows: readonly number[];
}

interface Explainable {
  explanation: Explanation;
  rows: readonly number[];
}

/**
 * In the order of `asked`; undefined for a model without trees that see its features, or with more classes than two. The file is read only
 * where the first model, which all others are held against, and another one can be explained.
 */
export async function explainedRows(
  database: Database,
  session: Session,
  path: string,
  asked: readonly ToExplain[],
): Promise<(ExplainedModel | undefined)[]> {
  const loaded: Explanation[] = [];
  try {
    const explainable: (Explainable | undefined)[] = [];
    for (const { model, rows } of asked) {
      const explanation = model === undefined ? undefined : await explanationOf(database, model);
      if (explanation !== undefined) loaded.push(explanation);
      explainable.push(explanation?.receipt.explains === 'score' ? { explanation, rows } : undefined);
      if (explainable[0] === undefined) return [];
    }
    if (explainable.filter((one) => one !== undefined).length < 2) return [];
    return await explained(session, path, explainable);
  } finally {
    releaseExplanations(database, loaded);
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

async function explained(
  session: Session,
  path: string,
  asked: readonly (Explainable | undefined)[],
): Promise<(ExplainedModel | undefined)[]> {
  const explainable = asked.filter((one) => one !== undefined);
  const features = await openFeatures(
    session,
    path,
    explainable.map(({ explanation }) => explanation),
    explainable.flatMap(({ rows }) => rows),
  );
  const backgrounds = await countBackground(session, features);
  const rows = await readRows(
    session,
    features,
    explainable.map((one) => one.rows),
  );
  const told = features.explanations
    .map((_, at) => ({ rows: rows[at] ?? new Map<number, ExplainedRow>(), background: backgrounds.get(at) ?? null }))
    .values();
  return asked.map((one) => (one === undefined ? undefined : told.next().value));
}

/** The rows that were counted, by the model's place; one statement, so that models are counted at the same time. */
async function countBackground(
  session: Session,
  { table, isBackground, explanations }: Features,
): Promise<Map<number, number>> {
  const counts = explanations.flatMap((explanation, at) => {
    const call = coversCall(explanation);
    if (call === undefined) return [];
    return [`SELECT ${at} AS model, ${call} AS counted, count(*) AS rows FROM ${table} WHERE ${isBackground}`];
  });
  const found = counts.length === 0 ? [] : await session.rows(counts.join(' UNION ALL '));
  return new Map(found.map((row) => [amount(row, 'model'), amount(row, 'rows')]));
}

/** Those of each model, by its place; one statement, so that models explain at the same time. */
async function readRows(
  session: Session,
  { table, explanations }: Features,
  numbers: readonly (readonly number[])[],
): Promise<Map<number, ExplainedRow>[]> {
  const statements = explanations.map((explanation, at) => {
    const values = explanation.model.arguments.map(({ argument }) => `CAST(${argument.sql} AS VARCHAR)`);
    return `SELECT ${at} AS model, row, CAST(to_json(${explainCall(explanation)}) AS VARCHAR) AS contributions, [${values.join(', ')}] AS cells
      FROM ${table} WHERE row IN (SELECT unnest([${(numbers[at] ?? []).join(', ')}]::BIGINT[]))`;
  });
  const found = await session.rows(statements.join(' UNION ALL '));
  return explanations.map((explanation, at) => {
    const own = found.filter((row) => amount(row, 'model') === at);
    return new Map(own.map((row) => [amount(row, 'row'), explainedRow(explanation, row)]));
  });
}

function explainedRow({ model, columns }: Explanation, row: Row): ExplainedRow {
  const told = JSON.parse(String(row['contributions'])) as Record<string, number>;
  const cells = row['cells'] as readonly (string | null)[];
  const features = model.arguments.map(({ feature }) => feature);
  return {
    base: told['base_value'] ?? 0,
    contributions: new Map(features.map((feature, at) => [feature, told[columns[at]?.field ?? ''] ?? 0])),
    values: new Map(features.map((feature, at) => [feature, cells[at] ?? null])),
  };
}
