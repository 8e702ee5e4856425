/** Labels as grades of relevance: whole numbers from 0. */
import { RowcastError } from '../../../contract/index.ts';
import type { Session } from '../../duckdb/session.ts';
import { amount } from '../figures.ts';
import { count } from '../written-numbers.ts';

/** LightGBM's highest by default; gains double with each grade. */
const highestGrade = 30;

/** Throws at the first label of the view `ranking_scored` that is no grade. */
export async function checkGrades(session: Session, column: string): Promise<void> {
  const [found] = await session.rows(
    `SELECT min(row) AS row, arg_min(y, row) AS y FROM ranking_scored
     WHERE y < 0 OR y > ${highestGrade} OR y <> floor(y)`,
  );
  if (found === undefined || found['row'] === null) return;
  throw new RowcastError(
    'INVALID_ARGUMENT',
    `Label "${column}" is ${String(found['y'])} in row ${count(amount(found, 'row'))}: expected grades, whole numbers from 0 to ${highestGrade}.`,
    'Name a column with how relevant each row is, 0 for not at all, or leave such rows out with --where.',
  );
}
