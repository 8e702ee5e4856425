/** The rows whose probabilities differ most between two models, with what stands in them. */
import type { ClassDisagreement } from '../../../contract/index.ts';
import type { Session } from '../../duckdb/session.ts';
import { disagreements } from '../disagreements.ts';
import { amount } from '../figures.ts';
import type { ClassSubject } from './class-subject.ts';

const shownRows = 20;

/** Of the champion and challenger `at`, which counts from 1; rows on which both say the same are not told. */
export async function classDisagreements(
  session: Session,
  path: string,
  { classes, columns }: ClassSubject,
  at: number,
): Promise<ClassDisagreement[]> {
  const model = at + 1;
  const rows = await session.rows(
    `SELECT row, c1, p1, c${model} AS c, p${model} AS p, d${model} AS distance FROM class_rows WHERE d${model} > 0
     ORDER BY distance DESC, row LIMIT ${shownRows}`,
  );
  const found = rows.map((row) => ({
    row: amount(row, 'row'),
    champion: amount(row, 'p1'),
    challenger: amount(row, 'p'),
    difference: amount(row, 'distance'),
  }));
  const told = await disagreements(session, path, found, columns);
  return told.map(({ row, champion, challenger, difference, values }, index) => ({
    row,
    distance: difference,
    champion: classes[amount(rows[index], 'c1') - 1] ?? '',
    championProbability: champion,
    challenger: classes[amount(rows[index], 'c') - 1] ?? '',
    challengerProbability: challenger,
    values,
  }));
}
