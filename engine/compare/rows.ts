/** The rows of a scored file as every statement of a comparison reads them. */
import { RowcastError } from '../../contract/index.ts';
import type { Session } from '../duckdb/session.ts';
import { pathLiteral } from '../sql/text.ts';
import { amount } from './figures.ts';

/** SQL over the columns of a scored file. */
export interface RowColumns {
  /** One for each model, the champion's first. */
  scores: readonly string[];
  /** 1 or 0, or the true value; NULL where it is not known. */
  label: string;
  weight: string;
  value: string;
  /** The part that a row belongs to, for each segment column. */
  segments: readonly string[];
  /** The place of a row in each column that segments are looked for in. */
  places?: readonly string[];
}

/** Tells the rows of `compare_rows` apart by segment column `at`, from 1; by none where it is 0. */
export async function partBy(session: Session, at: number): Promise<void> {
  await session.rows(
    `CREATE OR REPLACE TEMP VIEW compare_rows AS SELECT *, ${partName(at)} AS part FROM compare_complete`,
  );
}

function partName(at: number): string {
  return `part_${at}`;
}

/** Name of the place of a row in column `at`, from 0, that segments are looked for in. */
export function placeName(at: number): string {
  return `place_${at + 1}`;
}

/** Name of a model's score in the views; `at` counts from 0. */
export function scoreName(at: number): string {
  return `s${at + 1}`;
}

/**
 * Makes the view `compare_rows` of the rows that can be compared: each model gave them a finite score and their weight is above
 * zero. It holds `row` (from 1), `s1`…, `y` (label), `w` (weight), `v` (value) and `part`,
 * by which every figure is told apart.
 */
export async function openRows(session: Session, path: string, columns: RowColumns): Promise<void> {
  const scores = columns.scores.map((sql, at) => `CAST(${sql} AS DOUBLE) AS ${scoreName(at)}`);
  const parts = ["''", ...columns.segments].map((sql, at) => `${sql} AS ${partName(at)}`);
  const places = (columns.places ?? []).map((sql, at) => `${sql} AS ${placeName(at)}`);
  const names = columns.scores.map((_, at) => scoreName(at));
  const finite = names.map((name) => `isfinite(${name})`).join(' AND ');
  await session.rows(
    `CREATE OR REPLACE TEMP VIEW compare_scored AS
     SELECT file_row_number + 1 AS row, ${scores.join(', ')}, ${columns.label} AS y, ${columns.weight} AS w, ${columns.value} AS v,
            ${[...parts, ...places].join(', ')}
     FROM read_parquet(${pathLiteral(path)}, file_row_number = true, hive_partitioning = false)`,
  );
  await checkWeights(session);
  await session.rows(
    `CREATE OR REPLACE TEMP VIEW compare_complete AS
     SELECT * FROM compare_scored WHERE ${finite} AND isfinite(w) AND w > 0`,
  );
  await partBy(session, 0);
}

async function checkWeights(session: Session): Promise<void> {
  const [found] = await session.rows(
    'SELECT min(row) AS row, arg_min(w, row) AS w FROM compare_scored WHERE w < 0 OR isinf(w)',
  );
  if (found?.['row'] === null || found === undefined) return;
  throw new RowcastError(
    'INVALID_ARGUMENT',
    `The weight of row ${amount(found, 'row').toLocaleString('en-US')} is ${String(found['w'])}: expected weights of 0 or more.`,
    'Correct it, name another column of weights, or leave such rows out with --where.',
    { windowHint: 'Correct it, choose another column, or leave such rows out with a filter.' },
  );
}
