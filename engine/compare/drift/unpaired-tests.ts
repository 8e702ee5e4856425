/** How sure the difference of a model's figures on two files is: other rows each, so that nothing is paired. */
import type { UnpairedTest } from '../../../contract/index.ts';
import { isProbability } from '../binary-quality.ts';
import type { Counted } from '../counted.ts';
import { z95 } from '../paired-tests.ts';
import { normalTwoSided } from '../tails.ts';

/** A mean, or an AUC, with its standard error. */
export interface Estimate {
  value: number;
  error: number;
}

/** Where the model is the second of two, and the first gives all rows the same. */
export const scoredAt = 1;

/** The variance of one AUC by DeLong, DeLong and Clarke-Pearson (1988): that of the means of each row's share of rows in order with it. */
export function aucEstimate({ margins, sums }: Counted): Estimate | undefined {
  const value = margins.models[scoredAt]?.auc ?? null;
  const placements = sums.pairs[scoredAt - 1]?.placements;
  if (value === null || placements === undefined || placements.some(({ rows }) => rows < 2)) return undefined;
  // Differences to a model that gives all rows the same, whose shares are all one half, vary as the shares themselves.
  const variance = placements.reduce(
    (total, { rows, sum, square }) => total + Math.max(0, square - (sum * sum) / rows) / (rows - 1) / rows,
    0,
  );
  return { value, error: Math.sqrt(variance) };
}

/** Whether log loss and Brier score mean something. */
export function areProbabilities({ sums }: Counted): boolean {
  const model = sums.models[scoredAt];
  return model !== undefined && isProbability(model);
}

/** By the normal distribution; undefined where an error is not known. */
export function unpaired(
  figure: UnpairedTest['figure'],
  method: UnpairedTest['method'],
  first: Estimate | undefined,
  second: Estimate | undefined,
): UnpairedTest[] {
  if (first === undefined || second === undefined) return [];
  const difference = second.value - first.value;
  const error = Math.hypot(first.error, second.error);
  const pValue = error === 0 ? (difference === 0 ? 1 : 0) : normalTwoSided(difference / error);
  const side = ({ value, error: own }: Estimate) => ({ value, low: value - z95 * own, high: value + z95 * own });
  const interval = { low: difference - z95 * error, high: difference + z95 * error };
  return [{ figure, method, first: side(first), second: side(second), difference, ...interval, pValue }];
}
