/** The features of some rows of a scored file in a table of their own, so that the file is read once for all models that explain them. */
import type { Session } from '../duckdb/session.ts';
import type { Explanation } from '../model/explain.ts';
import { pathLiteral } from '../sql/text.ts';
import { amount } from './figures.ts';

/** Rows that a row is compared with, where a model's file does not say what it learned from. */
const backgroundRows = 10_000;

/** A table with the column `row`, from 1, and what the models are fed with. */
export interface Features {
  table: string;
  /** SQL that is true for rows at even distances through the file, which the others are compared with. */
  isBackground: string;
  /** In the order that was asked for: explanations of what the table holds. */
  explanations: readonly Explanation[];
}

/** Reads `rows`, by number from 1, and those they are compared with, where any covers are to be counted. */
export async function openFeatures(
  session: Session,
  path: string,
  explanations: readonly Explanation[],
  rows: readonly number[],
): Promise<Features> {
  const file = `read_parquet(${pathLiteral(path)}, file_row_number = true, hive_partitioning = false)`;
  const [counted] = await session.rows(`SELECT count(*) AS rows FROM ${file}`);
  const all = amount(counted, 'rows');
  const step = Math.max(1, Math.ceil(all / backgroundRows));
  const wanted = [`SELECT unnest([${[...new Set(rows)].map((row) => row - 1).join(', ')}]::BIGINT[])`];
  if (explanations.some(({ coversFunction }) => coversFunction !== undefined))
    wanted.push(`SELECT unnest(range(0, ${all}, ${step}))`);
  const columns = columnsOf(explanations);
  const table = 'compare_features';
  // One semi-join: read by a remainder OR an IN of numbers, the file took 27 times as long.
  await session.rows(
    `CREATE OR REPLACE TEMP TABLE ${table} AS
     SELECT file_row_number + 1 AS row, ${[...columns].map(([sql, name]) => `${sql} AS ${name}`).join(', ')}
     FROM ${file} WHERE file_row_number IN (${wanted.join(' UNION ALL ')})`,
  );
  return {
    table,
    isBackground: `(row - 1) % ${step} = 0`,
    explanations: explanations.map((explanation) => fedBy(explanation, columns)),
  };
}

/** The names of columns by the SQL over the file that fills them; models that are fed alike share them. */
function columnsOf(explanations: readonly Explanation[]): Map<string, string> {
  const names = new Map<string, string>();
  const fed = explanations.flatMap(({ model }) => model.arguments.map(({ argument }) => argument));
  for (const sql of fed.flatMap(({ sql: value, presence }) => [value, presence ?? value]))
    if (!names.has(sql)) names.set(sql, `feature_${names.size + 1}`);
  return names;
}

function fedBy(explanation: Explanation, columns: ReadonlyMap<string, string>): Explanation {
  const { model } = explanation;
  const fed = model.arguments.map((one) => {
    const { sql, presence } = one.argument;
    const named = (text: string) => columns.get(text) ?? text;
    return {
      ...one,
      argument: { ...one.argument, sql: named(sql), presence: presence === undefined ? undefined : named(presence) },
    };
  });
  return { ...explanation, model: { ...model, arguments: fed } };
}
