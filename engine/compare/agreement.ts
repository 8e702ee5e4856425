/** How far two models say the same of the same rows, labels or not. */
import type { Agreement } from '../../contract/index.ts';
import type { Counted } from './counted.ts';
import { ratio } from './figures.ts';

/** What is told for each part of the rows. */
export type PairFigures = Omit<Agreement, 'champion' | 'challenger' | 'decisions' | 'migration'>;

/** Figures of the champion and challenger `at`, which counts from 1; null where there are no rows. */
export function pairFigures(counted: Counted | undefined, at: number): PairFigures {
  const gaps = counted?.margins.gaps[at - 1];
  const pair = counted?.sums.pairs[at - 1];
  const correlations = counted?.sums.correlations[at - 1];
  const weight = counted?.margins.counts.weight ?? null;
  return {
    psi: gaps?.psi ?? null,
    ks: gaps?.ks ?? null,
    wasserstein: gaps?.wasserstein ?? null,
    meanDifference: ratio(pair?.difference ?? null, weight),
    meanAbsoluteDifference: ratio(pair?.absolute ?? null, weight),
    largestDifference: pair?.largest ?? null,
    pearson: correlations?.pearson ?? null,
    spearman: correlations?.spearman ?? null,
    kendall: correlations?.kendall ?? null,
    kendallRows: correlations?.kendallRows ?? 0,
  };
}
