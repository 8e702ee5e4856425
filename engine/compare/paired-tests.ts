/** How sure the difference of two models is, on the rows that both have scored. */
import type { PairedTest } from '../../contract/index.ts';
import { isProbability } from './binary-quality.ts';
import type { Counted, CountedPair } from './counted.ts';
import type { Thresholds } from './decisions.ts';
import type { Subject } from './subject.ts';
import { fairCoinTwoSided, normalTwoSided, chiSquareTail } from './tails.ts';

/** Half the width of a 95 % interval, in standard errors. */
export const z95 = 1.959963984540054;
/** A test whose p is not below this says of neither model that it is better. */
const level = 0.05;
/** Rows on which one model alone is right, up to which McNemar's test is exact. */
const exactRows = 1000;

export type TestFigures = Omit<PairedTest, 'champion' | 'challenger'>;

/** The tests of challenger `at`, which counts from 1; those of ranks and of counts know no weights. */
export function testsOf(
  counted: Counted,
  at: number,
  { task, weight }: Subject,
  thresholds: Thresholds,
): TestFigures[] {
  const isCounted = task === 'binary' && weight === undefined;
  return [
    ...(isCounted ? [deLong(counted, at), thresholds === null ? undefined : decisionTest(counted, at)] : []),
    ...resampled(counted, at, task),
  ].filter((test) => test !== undefined);
}

/**
 * DeLong, DeLong and Clarke-Pearson (1988): each row's share of the other outcome's rows that it is in order with; the variance of
 * an AUC, or of the difference of two, is that of the means of these shares.
 */
function deLong({ margins, sums }: Counted, at: number): TestFigures | undefined {
  const [championValue, challengerValue] = [margins.models[0]?.auc ?? null, margins.models[at]?.auc ?? null];
  const placements = sums.pairs[at - 1]?.placements;
  if (championValue === null || challengerValue === null || placements === undefined) return undefined;
  if (placements.some(({ rows }) => rows < 2)) return undefined;
  const variance = placements.reduce(
    (total, { rows, sum, square }) => total + Math.max(0, square - (sum * sum) / rows) / (rows - 1) / rows,
    0,
  );
  const difference = challengerValue - championValue;
  const error = Math.sqrt(variance);
  const pValue = error === 0 ? (difference === 0 ? 1 : 0) : normalTwoSided(difference / error);
  const values = { figure: 'auc' as const, method: 'delong' as const, championValue, challengerValue };
  return withInterval(values, z95 * error, pValue);
}

function decisionTest({ margins, sums }: Counted, at: number): TestFigures | undefined {
  const right = sums.pairs[at - 1]?.right;
  return right === undefined ? undefined : mcNemar(right, margins.counts.judged);
}

/**
 * McNemar (1947) on the rows where one model alone decides rightly; exact up to 1,000 of them, then with Edwards' correction. `right`
 * counts the rows of `rows` on which each alone is right, and then all on which each is; undefined without rows.
 */
export function mcNemar(
  [alone, otherAlone, champion, challenger]: CountedPair['right'],
  rows: number,
): (TestFigures & { pValue: number }) | undefined {
  if (rows === 0) return undefined;
  const differing = alone + otherAlone;
  const gap = otherAlone - alone;
  const corrected = Math.max(0, Math.abs(gap) - 1) ** 2 / Math.max(1, differing);
  const pValue =
    differing <= exactRows ? fairCoinTwoSided(Math.min(alone, otherAlone), differing) : chiSquareTail(corrected, 1);
  const halfWidth = (z95 * Math.sqrt(differing - (gap * gap) / rows)) / rows;
  const values = {
    figure: 'accuracy' as const,
    method: 'mcnemar' as const,
    championValue: champion / rows,
    challengerValue: challenger / rows,
  };
  return withInterval(values, halfWidth, pValue);
}

/** Efron's bootstrap of mean losses, which the extension draws; none of probabilities where a score is no probability. */
function resampled({ sums }: Counted, at: number, task: Subject['task']): TestFigures[] {
  const names = task === 'binary' ? (['logLoss', 'brier'] as const) : (['mae', 'rmse'] as const);
  const both = [sums.models[0], sums.models[at]];
  const isKnown = task === 'regression' || both.every((model) => model !== undefined && isProbability(model));
  const intervals = isKnown ? (sums.intervals[at - 1] ?? []) : [];
  return intervals.map(({ champion, challenger, low, high }, index) => ({
    figure: names[index] ?? names[0],
    method: 'bootstrap',
    championValue: champion,
    challengerValue: challenger,
    difference: challenger - champion,
    low,
    high,
    pValue: null,
    better: betterOf({ low, high }),
  }));
}

type Values = Pick<TestFigures, 'figure' | 'method' | 'championValue' | 'challengerValue'>;

function withInterval(values: Values, halfWidth: number, pValue: number): TestFigures & { pValue: number } {
  const difference = values.challengerValue - values.championValue;
  const interval = { low: difference - halfWidth, high: difference + halfWidth };
  // By the test alone: McNemar's exact p and the interval, which is of the normal distribution, can fall on two sides of the level.
  const better = pValue >= level || difference === 0 ? null : difference > 0 ? 'challenger' : 'champion';
  return { ...values, difference, ...interval, pValue, better };
}

/** Which model an interval of challenger minus champion speaks for, of a figure of which less is better. */
function betterOf({ low, high }: { low: number; high: number }): TestFigures['better'] {
  if (low <= 0 && high >= 0) return null;
  return low > 0 ? 'champion' : 'challenger';
}
