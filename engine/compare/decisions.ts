/** What two models decide where a row is selected at its score or above: swap sets, agreement and Cohen's kappa. */
import type { Decisions, SwapCell } from '../../contract/index.ts';
import type { Counted, CountedSwap } from './counted.ts';
import { ratio } from './figures.ts';

/** How rows are selected: at one score for all models, which is assumed where none is said, or the same share of the rows by each. */
export type Selection = { threshold: number; isAssumed?: true } | { top: number };

/** From which score on each model selects a row; null where nothing says so. */
export type Thresholds = readonly number[] | null;

/** Decisions of the champion and challenger `at`, which counts from 1. */
export function decisionsOf(counted: Counted | undefined, at: number, thresholds: Thresholds): Decisions | null {
  const pair = counted?.sums.pairs[at - 1];
  const [championThreshold, challengerThreshold] = [thresholds?.[0], thresholds?.[at]];
  if (pair === undefined || championThreshold === undefined || challengerThreshold === undefined) return null;
  const all = pair.swap.reduce((sum, { weight }) => sum + weight, 0);
  const [rejected, swappedIn, swappedOut, kept] = pair.swap;
  const swap = {
    kept: swapCell(kept, all),
    swappedIn: swapCell(swappedIn, all),
    swappedOut: swapCell(swappedOut, all),
    rejected: swapCell(rejected, all),
  };
  return {
    championThreshold,
    challengerThreshold,
    agreement: ratio(swap.kept.weight + swap.rejected.weight, all),
    kappa: kappaOf(swap, all),
    swapRate: ratio(swap.swappedIn.weight + swap.swappedOut.weight, all),
    swap,
  };
}

function swapCell(counted: CountedSwap, all: number): SwapCell {
  const { rows, weight, champion, challenger, value, valued, judged, positive } = counted;
  return {
    rows,
    weight,
    share: ratio(weight, all),
    championMean: ratio(champion, weight),
    challengerMean: ratio(challenger, weight),
    value: valued === 0 ? null : value,
    positiveRate: ratio(positive, judged),
  };
}

/** Cohen (1960): agreement beyond what the two rates of selecting would give by chance. */
function kappaOf({ kept, swappedIn, swappedOut, rejected }: Decisions['swap'], all: number): number | null {
  if (all === 0) return null;
  const observed = (kept.weight + rejected.weight) / all;
  const champion = (kept.weight + swappedOut.weight) / all;
  const challenger = (kept.weight + swappedIn.weight) / all;
  const expected = champion * challenger + (1 - champion) * (1 - challenger);
  return ratio(observed - expected, 1 - expected);
}
