/** The column with the class that came true, as its place among the classes that the models know. */
import { RowcastError, type SourceColumn } from '../../../contract/index.ts';
import { kindOf } from '../../binding/column-kind.ts';
import type { Session } from '../../duckdb/session.ts';
import { doubleLiteral, identifier, literal, pathLiteral } from '../../sql/text.ts';
import { amount } from '../figures.ts';
import { count } from '../written-numbers.ts';
import type { ClassLabel } from './class-subject.ts';

/** Numbers are compared as numbers, so that a label of 1.0 is the class 1. */
export function classLabel({ name, type }: SourceColumn, classes: readonly string[]): ClassLabel {
  const isNumber = ['integer', 'float', 'wide-number'].includes(kindOf(type));
  const areNumbers = isNumber && classes.every((one) => one.trim() !== '' && Number.isFinite(Number(one)));
  const value = areNumbers ? `CAST(${identifier(name)} AS DOUBLE)` : `CAST(${identifier(name)} AS VARCHAR)`;
  const known = classes.map((one) => (areNumbers ? doubleLiteral(Number(one)) : literal(one)));
  return {
    column: name,
    sql: `CASE ${value} ${known.map((one, at) => `WHEN ${one} THEN ${at + 1}`).join(' ')} END`,
  };
}

/** A warning where some labels are none of the classes. Throws where all are. */
export async function unknownLabels(
  session: Session,
  path: string,
  { column, sql }: ClassLabel,
  classes: readonly string[],
): Promise<string[]> {
  const name = identifier(column);
  const isNoNumber = `coalesce(lower(CAST(${name} AS VARCHAR)) = 'nan', false)`;
  const [found] = await session.rows(
    `SELECT count(*) AS rows, count(y) AS known, min(text) FILTER (y IS NULL) AS lowest, max(text) FILTER (y IS NULL) AS highest
     FROM (SELECT ${sql} AS y, CAST(${name} AS VARCHAR) AS text FROM read_parquet(${pathLiteral(path)}, hive_partitioning = false)
           WHERE ${name} IS NOT NULL AND NOT ${isNoNumber})`,
  );
  const unknown = amount(found, 'rows') - amount(found, 'known');
  if (unknown === 0) return [];
  const [lowest, highest] = [String(found?.['lowest']), String(found?.['highest'])];
  const told = lowest === highest ? lowest : `${lowest} to ${highest}`;
  if (amount(found, 'known') === 0) {
    throw new RowcastError(
      'INVALID_ARGUMENT',
      `No label in column "${column}" is one of the models' classes ${classes.join(', ')}: it holds ${told}.`,
      'Name the column with the labels that the models were trained on.',
    );
  }
  return [
    `${count(unknown)} ${unknown === 1 ? 'row has a label' : 'rows have labels'} in "${column}" that no model knows (${told}): compared, and not judged.`,
  ];
}
