/** The rows of a scored file as the statements about groups read them. */
import type { Session } from '../../duckdb/session.ts';
import { identifier, pathLiteral } from '../../sql/text.ts';
import { scoreName } from '../rows.ts';
import type { RankingSubject } from './ranking-subject.ts';

/**
 * Makes the views `ranking_scored` of all rows and `ranking_rows` of those that belong to a group and that every model gave a finite score.
 * They hold `row` (from 1), `q` (the group), `y` (the grade) and `s1`….
 */
export async function openRankingRows(session: Session, path: string, subject: RankingSubject): Promise<void> {
  const names = subject.scores.map((_, at) => scoreName(at));
  const scores = subject.scores.map(({ name }, at) => `CAST(${identifier(name)} AS DOUBLE) AS ${names[at]}`);
  await session.rows(
    `CREATE OR REPLACE TEMP VIEW ranking_scored AS
     SELECT file_row_number + 1 AS row, ${identifier(subject.group)} AS q, ${subject.label?.sql ?? 'NULL::DOUBLE'} AS y, ${scores.join(', ')}
     FROM read_parquet(${pathLiteral(path)}, file_row_number = true, hive_partitioning = false)`,
  );
  await session.rows(
    `CREATE OR REPLACE TEMP VIEW ranking_rows AS
     SELECT * FROM ranking_scored WHERE q IS NOT NULL AND ${names.map((name) => `isfinite(${name})`).join(' AND ')}`,
  );
}
