/** What the extension's two passes over the rows tell, as JSON; the kernel's `compare` module says how each is counted. */
import type { Cuts, RowSums } from '../../contract/index.ts';

/** Null where it is not finite, as where there is nothing to divide by. */
type Found = number | null;

interface Counts {
  rows: number;
  judged: number;
  positive: number;
  /** Labels that are neither 1 nor 0. */
  other: number;
  weight: number;
  judgedWeight: number;
  labelLowest: Found;
  labelHighest: Found;
}

export interface CountedDecile {
  decile: number;
  weight: number;
  positive: number;
  lowest: number;
  highest: number;
  scoreSum: number;
}

/** Scores of one model by themselves. */
export interface ModelMargins {
  mean: number;
  lowest: number;
  highest: number;
  quantiles: { share: number; score: number }[];
  histogram: number[];
  /** Score from which on the share of rows that was asked for is selected. */
  top: Found;
  auc: Found;
  averagePrecision: Found;
  ks: Found;
  deciles: CountedDecile[];
  curve: { positive: number; selected: number }[];
}

/** The first pass, for one part of the rows. */
export interface Margins {
  /** Id by which the second pass finds the ranks. */
  ranks: number;
  counts: Counts;
  aucBound: number;
  models: ModelMargins[];
  gaps: { psi: Found; ks: Found; wasserstein: Found }[];
}

/** Sums of weights over the rows of one model that have a label, but for `square`. */
export interface Outcomes {
  /** Of the squared gaps of all scores to their mean. */
  square: number;
  lowest: Found;
  highest: Found;
  /** Log loss and squared gaps of probabilities, or absolute and squared gaps of numbers. */
  losses: [number, number];
  gap: number;
  relative: [sum: number, weight: number];
  selected: [all: number, positive: number];
  calibration: [score: number, positive: number, weight: number][];
  steps: [weight: number, positive: number][];
}

export interface CountedSwap {
  rows: number;
  weight: number;
  champion: number;
  challenger: number;
  value: number;
  /** Rows whose value is known. */
  valued: number;
  judged: number;
  positive: number;
}

export interface CountedPair {
  difference: number;
  absolute: number;
  largest: number;
  migration: number[][];
  /** Selected by neither, by the challenger alone, by the champion alone, by both. */
  swap: [CountedSwap, CountedSwap, CountedSwap, CountedSwap];
  right: [championAlone: number, challengerAlone: number, champion: number, challenger: number];
  /** Of the negative and of the positive rows. */
  placements: [Placements, Placements];
  most: { row: number; champion: number; challenger: number; difference: number }[];
}

/** Differences of the shares of the other outcome's rows that a row is in order with. */
interface Placements {
  rows: number;
  sum: number;
  square: number;
}

interface CountedInterval {
  champion: number;
  challenger: number;
  low: number;
  high: number;
}

/** The second pass, for one part of the rows; a challenger's index counts from 0. */
export interface PairSums {
  models: Outcomes[];
  pairs: CountedPair[];
  correlations: { pearson: Found; spearman: Found; kendall: Found; kendallRows: number }[];
  labelSquare: number;
  intervals: [CountedInterval, CountedInterval][];
  /** Null where they were not asked for. */
  cuts: CountedCuts | null;
}

/** Sums over the rows that are selected at each cut, for each challenger. */
interface CountedCuts {
  byScore: Cuts['pairs'];
  byShare: Cuts['pairs'];
  /** For each model, from which score on it selects each share. */
  thresholds: number[][];
  all: RowSums[];
  /** For each model, the lowest and the highest score of each tenth; null where it is empty. */
  tenths: [Found, Found][][];
}

/** Both passes over one part. */
export interface Counted {
  margins: Margins;
  sums: PairSums;
}
