/** All figures of a comparison of rankers, from the file that holds every model's scores. */
import type { PairedTest, RankingAgreement, RankingQuality, RankingReport } from '../../../contract/index.ts';
import type { Session } from '../../duckdb/session.ts';
import { amount } from '../figures.ts';
import { measure, type Measured } from '../measure.ts';
import { groupOfRow, resampled } from '../resampling.ts';
import { scoreName } from '../rows.ts';
import { checkGrades } from './grades.ts';
import { groupFigures, rankingFigures } from './group-figures.ts';
import { pairOrder } from './pair-order.ts';
import { openRankingRows } from './ranking-rows.ts';
import type { RankingSubject } from './ranking-subject.ts';

/** Measures the scores as numbers without labels, and the order of rows within groups. */
export async function measureRanking(session: Session, path: string, subject: RankingSubject): Promise<Measured> {
  const { scores, label } = subject;
  await openRankingRows(session, path, subject);
  if (label !== undefined) await checkGrades(session, label.column);
  const numbers = await measure(session, path, { ...subject, ...withoutLabels, task: 'regression' });
  const [rows] = await session.rows(
    'SELECT count(DISTINCT q) AS groups, count(*) AS grouped, count(y) AS judged FROM ranking_rows',
  );
  const sums = label === undefined ? [] : await groupSums(session, scores.length);
  const agreement: RankingAgreement[] = [];
  for (const at of scores.keys()) if (at > 0) agreement.push(await pairOrder(session, scores, at));
  const ranking: RankingReport = {
    column: subject.group,
    groups: amount(rows, 'groups'),
    judgedGroups: sums.reduce((total, [groups = 0]) => total + groups, 0),
    rowsWithoutGroup: numbers.counts.compared - amount(rows, 'grouped'),
    quality: qualitiesOf(subject, sums),
    agreement,
  };
  const tests = scores.flatMap((_, at) => (at === 0 ? [] : testsOf(subject, sums, at)));
  return { ...numbers, counts: { ...numbers.counts, judged: amount(rows, 'judged') }, ranking, tests };
}

const withoutLabels = {
  label: undefined,
  weight: undefined,
  value: undefined,
  selection: undefined,
  segments: [],
  fairness: [],
  costs: undefined,
};

/** Sums over the groups that are drawn together: how many they are, and then each figure of each model. */
async function groupSums(session: Session, models: number): Promise<Float64Array[]> {
  const each = Array.from({ length: models }, (_, at) => at);
  const joined = (at: number) => `(${groupFigures(scoreName(at))}) AS m${at}${at === 0 ? '' : ` ON m${at}.q = m0.q`}`;
  const told = each.flatMap((at) => rankingFigures.map((name) => ({ from: `m${at}.${name}`, name: `${name}_${at}` })));
  await session.rows(
    `CREATE OR REPLACE TEMP TABLE ranking_groups AS
     SELECT row_number() OVER (ORDER BY m0.q) AS number, ${told.map(({ from, name }) => `${from} AS ${name}`).join(', ')}
     FROM ${each.map(joined).join(' JOIN ')}`,
  );
  const [all] = await session.rows('SELECT count(*) AS groups FROM ranking_groups');
  const rows = await session.rows(
    `SELECT count(*) AS groups, ${told.map(({ name }) => `sum(${name}) AS ${name}`).join(', ')}
     FROM ranking_groups GROUP BY ${groupOfRow('number', amount(all, 'groups'))} ORDER BY min(number)`,
  );
  await session.rows('DROP TABLE ranking_groups');
  return rows.map((row) => Float64Array.of(amount(row, 'groups'), ...told.map(({ name }) => amount(row, name))));
}

/** The means of model `at`, which counts from 0. */
function meansOf(sums: Float64Array, at: number): number[] {
  const start = 1 + at * rankingFigures.length;
  return rankingFigures.map((_, index) => (sums[start + index] ?? 0) / (sums[0] ?? 0));
}

function totalOf(sums: readonly Float64Array[]): Float64Array | undefined {
  const [first] = sums;
  return first?.map((_, at) => sums.reduce((total, one) => total + (one[at] ?? 0), 0));
}

function qualitiesOf({ scores, label }: RankingSubject, sums: readonly Float64Array[]): RankingQuality[] {
  if (label === undefined) return [];
  const all = totalOf(sums);
  return scores.map(({ model }, at) => {
    const [ndcg10 = null, ndcg5 = null, ndcg = null, map = null, mrr = null] =
      all === undefined ? [] : meansOf(all, at);
    return { model, ndcg5, ndcg10, ndcg, map, mrr };
  });
}

/** Efron's bootstrap of the mean differences, with groups drawn again; more is better of every figure. */
function testsOf({ scores, seed }: RankingSubject, sums: readonly Float64Array[], at: number): PairedTest[] {
  const all = totalOf(sums);
  if (all === undefined) return [];
  const [before, after] = [meansOf(all, 0), meansOf(all, at)];
  const differences = (drawn: Float64Array) => {
    const champion = meansOf(drawn, 0);
    return meansOf(drawn, at).map((value, index) => value - (champion[index] ?? Number.NaN));
  };
  const pair = { champion: scores[0]?.model ?? '', challenger: scores[at]?.model ?? '' };
  return resampled(sums, differences, seed).flatMap((interval, index) => {
    const name = rankingFigures[index];
    if (interval === undefined || name === undefined) return [];
    const { value: difference, low, high } = interval;
    const better = low > 0 ? 'challenger' : high < 0 ? 'champion' : null;
    const [championValue = 0, challengerValue = 0] = [before[index], after[index]];
    const values = { championValue, challengerValue, difference, low, high };
    return [{ ...pair, figure: name, method: 'bootstrap', ...values, pValue: null, better }];
  });
}
