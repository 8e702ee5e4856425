/** The column with what came true, as a number: 1 and 0 for the two outcomes, or the true value. */
import { RowcastError, type SourceColumn, typeInFull } from '../../contract/index.ts';
import { kindOf } from '../binding/column-kind.ts';
import type { Session } from '../duckdb/session.ts';
import { identifier, literal, pathLiteral } from '../sql/text.ts';
import { amount } from './figures.ts';
import type { ScoreColumn } from './score-column.ts';

export interface LabelColumn {
  column: string;
  /** The value that counts as 1; null for a number that is to be met. */
  positive: string | null;
  /** SQL of the label as a DOUBLE, NULL where it is not known. */
  sql: string;
}

export function labelColumn(
  column: SourceColumn,
  task: 'binary' | 'regression',
  positive: string | undefined,
  scores: readonly ScoreColumn[],
): LabelColumn {
  const name = identifier(column.name);
  const kind = kindOf(column.type);
  const isNumber = kind === 'integer' || kind === 'float' || kind === 'wide-number';
  // NaN is a missing label.
  const number = `CASE WHEN NOT isnan(CAST(${name} AS DOUBLE)) THEN CAST(${name} AS DOUBLE) END`;
  if (task === 'regression') {
    if (isNumber) return { column: column.name, positive: null, sql: number };
    throw notNumbers(column);
  }
  if (positive === undefined && kind === 'boolean') {
    return { column: column.name, positive: 'true', sql: `CAST(CAST(${name} AS INTEGER) AS DOUBLE)` };
  }
  if (positive === undefined && isNumber) return { column: column.name, positive: '1', sql: number };
  const value = positive ?? scores.find(({ outcome }) => outcome !== null)?.outcome;
  if (value === undefined || value === null) throw unknownPositive(column);
  const isPositive = `CAST(${name} AS VARCHAR) = ${kind === 'boolean' ? asBoolean(value) : literal(value)}`;
  return { column: column.name, positive: value, sql: `CAST(CAST(${isPositive} AS INTEGER) AS DOUBLE)` };
}

/** SQL of the word for a value that a file may spell otherwise, as "Yes", which DuckDB reads as true. */
function asBoolean(value: string): string {
  return `coalesce(CAST(TRY_CAST(${literal(value)} AS BOOLEAN) AS VARCHAR), ${literal(value)})`;
}

/** So many values of a column are named in a fault. */
const toldValues = 5;

/** Throws where the labels of the file at `path` are not of two kinds, or none is the one that counts as 1. */
export async function checkLabels(session: Session, path: string, label: LabelColumn): Promise<void> {
  if (label.positive === null) return;
  const name = identifier(label.column);
  const from = `read_parquet(${pathLiteral(path)}, hive_partitioning = false)`;
  const [found] = await session.rows(
    `SELECT count(y) AS known, count(*) FILTER (y NOT IN (0, 1)) AS others, count(*) FILTER (y = 1) AS positives,
            min(text) FILTER (y NOT IN (0, 1)) AS other,
            count(*) FILTER (y = 0 AND TRY_CAST(text AS DOUBLE) IS NULL AND lower(text) <> 'false') AS words
     FROM (SELECT ${label.sql} AS y, CAST(${name} AS VARCHAR) AS text FROM ${from})`,
  );
  if (amount(found, 'others') > 0) {
    throw new RowcastError(
      'INVALID_ARGUMENT',
      `Label "${label.column}" holds ${String(found?.['other'])}: expected 1 and 0, or true and false.`,
      'Say which value the score is the probability of: --positive VALUE.',
      { windowHint: 'Say which value the score is the probability of.' },
    );
  }
  // Labels may all be 0 or false; words that are neither show that the positive one is another word.
  const isOther = (label.positive !== 'true' && label.positive !== '1') || amount(found, 'words') > 0;
  if (isOther && amount(found, 'known') > 0 && amount(found, 'positives') === 0) {
    throw new RowcastError(
      'INVALID_ARGUMENT',
      `No label in column "${label.column}" is "${label.positive}": it holds ${await valuesIn(session, from, name)}.`,
      'Say which value the score is the probability of: --positive VALUE.',
      { windowHint: 'Say which value the score is the probability of.' },
    );
  }
}

/** The most frequent values of a column, and how many others there are. */
async function valuesIn(session: Session, from: string, name: string): Promise<string> {
  const values = await session.rows(
    `SELECT CAST(${name} AS VARCHAR) AS text, count(*) OVER () AS total FROM ${from}
     WHERE ${name} IS NOT NULL GROUP BY ${name} ORDER BY count(*) DESC, text LIMIT ${toldValues}`,
  );
  const told = values.map(({ text }) => `"${String(text)}"`);
  const others = amount(values[0], 'total') - told.length;
  const last = others > 0 ? `${others.toLocaleString('en-US')} more` : told.pop();
  return told.length === 0 ? (last ?? 'nothing') : `${told.join(', ')} and ${last}`;
}

function notNumbers({ name, type }: SourceColumn): RowcastError {
  return new RowcastError(
    'INVALID_ARGUMENT',
    `Label "${name}" is of type ${typeInFull(type)}, and the models give numbers: expected a column of numbers.`,
    'Name another column; where the score is the probability of an outcome, say which: --positive VALUE.',
    { windowHint: 'Choose another column, or say of which outcome the score is the probability.' },
  );
}

function unknownPositive({ name, type }: SourceColumn): RowcastError {
  return new RowcastError(
    'INVALID_ARGUMENT',
    `Label "${name}" is of type ${typeInFull(type)}, and the models do not say which of its values they give the probability of.`,
    'Say which: --positive VALUE.',
    { windowHint: 'Say which value the score is the probability of.' },
  );
}
