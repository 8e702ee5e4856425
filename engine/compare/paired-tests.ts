/** How sure the difference of two models is, on the rows that both have scored. */
import type { PairedTest } from '../../contract/index.ts';
import type { Row, Session } from '../duckdb/session.ts';
import { doubleLiteral } from '../sql/text.ts';
import { byPart } from './agreement.ts';
import { cellsName, type Ranks } from './cells.ts';
import { amount, figure } from './figures.ts';
import { scoreName } from './rows.ts';
import { fairCoinTwoSided, normalTwoSided, chiSquareTail } from './tails.ts';

/** Half the width of a 95 % interval, in standard errors. */
const z95 = 1.959963984540054;
/** Rows on which one model alone is right, up to which McNemar's test is exact. */
const exactRows = 1000;

export type TestFigures = Omit<PairedTest, 'champion' | 'challenger'>;

/**
 * DeLong, DeLong and Clarke-Pearson (1988): each row's share of the other outcome's rows that it is in order with; the variance of
 * an AUC, or of the difference of two, is that of the means of these shares. Without weights only.
 */
export async function deLong(session: Session, at: number, ranks: Ranks): Promise<Map<string, TestFigures>> {
  const share = (cells: string) => `CASE WHEN y = 1
    THEN (${cells}.judged_below - ${cells}.pos_below + (${cells}.judged - ${cells}.pos) / 2) / (${cells}.judged_all - ${cells}.pos_all)
    ELSE 1 - (${cells}.pos_below + ${cells}.pos / 2) / ${cells}.pos_all END`;
  const rows = await session.rows(
    `SELECT part, avg(a) FILTER (y = 1) AS champion, avg(b) FILTER (y = 1) AS challenger,
            var_samp(b - a) FILTER (y = 1) / count(*) FILTER (y = 1)
              + var_samp(b - a) FILTER (y = 0) / count(*) FILTER (y = 0) AS variance
     FROM (
       SELECT c.part, c.y, ${share('p')} AS a, ${share('q')} AS b
       FROM compare_rows c
       JOIN ${cellsName(0)} p ON p.part = c.part AND p.score = ${ranks.cell(`c.${scoreName(0)}`)}
       JOIN ${cellsName(at)} q ON q.part = c.part AND q.score = ${ranks.cell(`c.${scoreName(at)}`)}
       WHERE c.y IS NOT NULL AND p.pos_all > 0 AND p.judged_all > p.pos_all
     )
     GROUP BY part`,
  );
  return collected(rows, (row) => {
    const variance = figure(row, 'variance');
    const [championValue, challengerValue] = [figure(row, 'champion'), figure(row, 'challenger')];
    if (variance === null || championValue === null || challengerValue === null) return undefined;
    const difference = challengerValue - championValue;
    const error = Math.sqrt(Math.max(0, variance));
    const pValue = error === 0 ? (difference === 0 ? 1 : 0) : normalTwoSided(difference / error);
    const values = { figure: 'auc' as const, method: 'delong' as const, championValue, challengerValue };
    return withInterval(values, z95 * error, pValue, 'more');
  });
}

/** McNemar (1947) on the rows where one model alone decides rightly; exact up to 1,000 of them, then with Edwards' correction. */
export async function mcNemar(
  session: Session,
  at: number,
  thresholds: { champion: number; challenger: number },
): Promise<Map<string, TestFigures>> {
  const right = (score: string, threshold: number) => `((${score} >= ${doubleLiteral(threshold)}) = (y = 1))`;
  const a = right(scoreName(0), thresholds.champion);
  const b = right(scoreName(at), thresholds.challenger);
  const rows = await session.rows(
    `SELECT part, count(*) AS rows, count(*) FILTER (${a}) AS champion, count(*) FILTER (${b}) AS challenger,
            count(*) FILTER (${a} AND NOT ${b}) AS champion_alone, count(*) FILTER (${b} AND NOT ${a}) AS challenger_alone
     FROM compare_rows WHERE y IS NOT NULL GROUP BY part`,
  );
  return collected(rows, mcNemarOf);
}

function mcNemarOf(row: Row): TestFigures {
  const rows = amount(row, 'rows');
  const [alone, otherAlone] = [amount(row, 'champion_alone'), amount(row, 'challenger_alone')];
  const differing = alone + otherAlone;
  const gap = otherAlone - alone;
  const corrected = Math.max(0, Math.abs(gap) - 1) ** 2 / Math.max(1, differing);
  const pValue =
    differing <= exactRows ? fairCoinTwoSided(Math.min(alone, otherAlone), differing) : chiSquareTail(corrected, 1);
  const halfWidth = (z95 * Math.sqrt(differing - (gap * gap) / rows)) / rows;
  const values = {
    figure: 'accuracy' as const,
    method: 'mcnemar' as const,
    championValue: amount(row, 'champion') / rows,
    challengerValue: amount(row, 'challenger') / rows,
  };
  return withInterval(values, halfWidth, pValue, 'more');
}

type Values = Pick<TestFigures, 'figure' | 'method' | 'championValue' | 'challengerValue'>;

function withInterval(values: Values, halfWidth: number, pValue: number, isBetter: 'more' | 'less'): TestFigures {
  const difference = values.challengerValue - values.championValue;
  const interval = { low: difference - halfWidth, high: difference + halfWidth };
  return { ...values, difference, ...interval, pValue, better: betterOf(interval, isBetter) };
}

/** Which model an interval of challenger minus champion speaks for. */
export function betterOf(interval: { low: number; high: number }, isBetter: 'more' | 'less'): TestFigures['better'] {
  if (interval.low <= 0 && interval.high >= 0) return null;
  return interval.low > 0 === (isBetter === 'more') ? 'challenger' : 'champion';
}

function collected(rows: readonly Row[], read: (row: Row) => TestFigures | undefined): Map<string, TestFigures> {
  const found = new Map<string, TestFigures>();
  for (const [part, row] of byPart(rows)) {
    const test = read(row);
    if (test !== undefined) found.set(part, test);
  }
  return found;
}
