/** How far two models order the rows of groups the same. */
import type { RankingAgreement } from '../../../contract/index.ts';
import type { Session } from '../../duckdb/session.ts';
import { amount, figure } from '../figures.ts';
import { scoreName } from '../rows.ts';
import type { RankingSubject } from './ranking-subject.ts';

/** Rows at the top of a group that are looked at. */
const top = 10;

/** Of the champion and challenger `at`, which counts from 1. Rows of one score share their mean rank; which are first is by the table's order. */
export async function pairOrder(
  session: Session,
  scores: RankingSubject['scores'],
  at: number,
): Promise<RankingAgreement> {
  const columns = [scoreName(0), scoreName(at)];
  const ranked = columns.flatMap((score, index) => [
    `row_number() OVER (PARTITION BY q ORDER BY ${score} DESC, row) AS place_${index}`,
    `rank() OVER (PARTITION BY q ORDER BY ${score}) + (count(*) OVER (PARTITION BY q, ${score}) - 1) / 2 AS rank_${index}`,
  ]);
  const [row] = await session.rows(
    `SELECT avg(rho) AS rho, count(rho) AS correlated, avg(overlap) AS overlap, count(overlap) AS overlapped
     FROM (
       SELECT CASE WHEN min(rank_0) < max(rank_0) AND min(rank_1) < max(rank_1) THEN corr(rank_0, rank_1) END AS rho,
              CASE WHEN count(*) > ${top} THEN count(*) FILTER (place_0 <= ${top} AND place_1 <= ${top}) / ${top} END AS overlap
       FROM (SELECT q, ${ranked.join(', ')} FROM ranking_rows) GROUP BY q
     )`,
  );
  return {
    champion: scores[0]?.model ?? '',
    challenger: scores[at]?.model ?? '',
    rankCorrelation: figure(row, 'rho'),
    correlatedGroups: amount(row, 'correlated'),
    topOverlap: figure(row, 'overlap'),
    overlapGroups: amount(row, 'overlapped'),
  };
}
