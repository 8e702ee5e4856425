/** The rows of a scored file as the statements about several classes read them. */
import type { Session } from '../../duckdb/session.ts';
import { identifier, pathLiteral } from '../../sql/text.ts';
import type { ClassSubject } from './class-subject.ts';

/** Kept from 0, so that a sure and wrong probability costs a finite loss. */
const leastProbability = '2.220446049250313e-16';

/** SQL that is NULL, so that the row is left out, where some probability of any model is not finite. */
export function usableWeight({ models, weight }: Pick<ClassSubject, 'models' | 'weight'>): string {
  const finite = models.flatMap(({ columns }) => columns.map((name) => `isfinite(${identifier(name)})`));
  return `CASE WHEN ${finite.join(' AND ')} THEN ${weight ?? '1::DOUBLE'} END`;
}

/**
 * Makes the view `class_rows` of the rows that every model gave finite probabilities and whose weight is above zero. It holds `row`
 * (from 1), `y` (the label's place among the classes, from 1), `w` (weight), `part_0` (the same for all) and `part_1`… (of
 * each segment column), and for each model from 1 on its most probable class `c1`…, the first of several, the probability
 * of that class `p1`…, log loss `l1`…, squared gaps `b1`…, lowest and highest probability `lo1`… and `hi1`…, their sum `sum1`…, and
 * `d2`…, how far its probabilities are from the champion's.
 */
export async function openClassRows(
  session: Session,
  path: string,
  subject: ClassSubject,
  parts: readonly string[],
): Promise<void> {
  const { models, label } = subject;
  const scores = models.map(({ columns }) => columns.map((name) => `CAST(${identifier(name)} AS DOUBLE)`));
  await session.rows(
    `CREATE OR REPLACE TEMP VIEW class_rows AS
     SELECT * FROM (
       SELECT file_row_number + 1 AS row, ${label?.sql ?? 'NULL::INTEGER'} AS y, ${usableWeight(subject)} AS w,
              ${["''", ...parts].map((sql, at) => `${sql} AS part_${at}`).join(', ')},
              ${scores.flatMap((columns, at) => modelColumns(columns, scores[0] ?? [], label?.sql, at)).join(',\n')}
       FROM read_parquet(${pathLiteral(path)}, file_row_number = true, hive_partitioning = false)
     ) WHERE w > 0`,
  );
}

function modelColumns(
  columns: readonly string[],
  champion: readonly string[],
  label: string | undefined,
  at: number,
): string[] {
  const highest = `greatest(${columns.join(', ')})`;
  const place = columns.map((sql, index) => `WHEN ${sql} THEN ${index + 1}`).join(' ');
  const chance = `CASE ${label ?? 'NULL::INTEGER'} ${columns.map((sql, index) => `WHEN ${index + 1} THEN ${sql}`).join(' ')} END`;
  const squares = columns.map((sql) => `${sql} * ${sql}`).join(' + ');
  const gaps = columns.map((sql, index) => `abs(${sql} - ${champion[index]})`).join(' + ');
  const model = at + 1;
  return [
    `CASE ${highest} ${place} END AS c${model}`,
    `${highest} AS p${model}`,
    // `greatest` passes over NULL, which would cost a row without a label.
    `CASE WHEN ${chance} IS NOT NULL THEN -ln(least(greatest(${chance}, ${leastProbability}), 1 - ${leastProbability})) END AS l${model}`,
    `(${squares}) - 2 * (${chance}) + 1 AS b${model}`,
    `least(${columns.join(', ')}) AS lo${model}`,
    `${highest} AS hi${model}`,
    `${columns.join(' + ')} AS sum${model}`,
    ...(at === 0 ? [] : [`(${gaps}) / 2 AS d${model}`]),
  ];
}
