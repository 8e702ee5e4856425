/** What two models decide at one cut, from the sums that the engine has added up: a look-up and a few subtractions. */
import type { Cuts, CutSums, LiveFigures, RowSums } from '../../../contract/index.ts';

/** Rows of one of the four cells that two decisions make. */
export interface CellFigures extends RowSums {
  /** Of the weight of all rows. */
  share: number | null;
  championMean: number | null;
  challengerMean: number | null;
  /** Mean label: of two outcomes, the share that came true. Null where no row has a label. */
  outcomeMean: number | null;
}

export type SwapName = 'kept' | 'swappedIn' | 'swappedOut' | 'rejected';

/** What one model selects, of the rows that have a label of two outcomes. */
export interface ConfusionFigures {
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
  trueNegatives: number;
  accuracy: number | null;
  precision: number | null;
  recall: number | null;
  f1: number | null;
}

export interface DecisionFigures {
  swap: Record<SwapName, CellFigures>;
  agreement: number | null;
  /** Cohen's. */
  kappa: number | null;
  swapRate: number | null;
  /** Share of the weight that each selects. */
  championRate: number | null;
  challengerRate: number | null;
  champion: ConfusionFigures;
  challenger: ConfusionFigures;
}

/** `pair` counts challengers from 0, `cut` the cuts. */
export function decisionsAt(live: LiveFigures, cuts: Cuts, pair: number, cut: number): DecisionFigures | null {
  const [all, sums] = [live.all[pair], cuts.pairs[pair]];
  if (all === undefined || sums === undefined) return null;
  const champion = at(sums.champion, cut);
  const challenger = at(sums.challenger, cut);
  const kept = at(sums.both, cut);
  const either = combine(combine(champion, challenger, 1), kept, -1);
  const swap = {
    kept: cellOf(kept, all),
    swappedIn: cellOf(combine(challenger, kept, -1), all),
    swappedOut: cellOf(combine(champion, kept, -1), all),
    rejected: cellOf(combine(all, either, -1), all),
  };
  return {
    swap,
    agreement: ratio(swap.kept.weight + swap.rejected.weight, all.weight),
    kappa: kappaOf(all.weight, champion.weight, challenger.weight, kept.weight),
    swapRate: ratio(swap.swappedIn.weight + swap.swappedOut.weight, all.weight),
    championRate: ratio(champion.weight, all.weight),
    challengerRate: ratio(challenger.weight, all.weight),
    champion: confusionOf(champion, all),
    challenger: confusionOf(challenger, all),
  };
}

function at(sums: CutSums, cut: number): RowSums {
  return mapSums((key) => sums[key][cut] ?? 0);
}

function combine(a: RowSums, b: RowSums, factor: number): RowSums {
  return mapSums((key) => a[key] + factor * b[key]);
}

function mapSums(value: (key: keyof RowSums) => number): RowSums {
  return {
    rows: value('rows'),
    weight: value('weight'),
    judged: value('judged'),
    outcome: value('outcome'),
    value: value('value'),
    championScore: value('championScore'),
    challengerScore: value('challengerScore'),
  };
}

function cellOf(sums: RowSums, all: RowSums): CellFigures {
  // What subtracting leaves of weights that are no whole numbers is not a row.
  const isEmpty = sums.rows === 0;
  return {
    ...(isEmpty ? mapSums(() => 0) : sums),
    share: ratio(isEmpty ? 0 : sums.weight, all.weight),
    championMean: isEmpty ? null : ratio(sums.championScore, sums.weight),
    challengerMean: isEmpty ? null : ratio(sums.challengerScore, sums.weight),
    outcomeMean: isEmpty ? null : ratio(sums.outcome, sums.judged),
  };
}

function confusionOf(selected: RowSums, all: RowSums): ConfusionFigures {
  const truePositives = selected.outcome;
  const falsePositives = selected.judged - selected.outcome;
  const falseNegatives = all.outcome - selected.outcome;
  const trueNegatives = all.judged - selected.judged - falseNegatives;
  return {
    truePositives,
    falsePositives,
    falseNegatives,
    trueNegatives,
    accuracy: ratio(truePositives + trueNegatives, all.judged),
    precision: ratio(truePositives, selected.judged),
    recall: ratio(truePositives, all.outcome),
    f1: ratio(2 * truePositives, selected.judged + all.outcome),
  };
}

/** Cohen (1960): agreement beyond what the two rates of selecting would give by chance. */
function kappaOf(all: number, champion: number, challenger: number, both: number): number | null {
  if (all === 0) return null;
  const observed = (all - champion - challenger + 2 * both) / all;
  const [p, q] = [champion / all, challenger / all];
  const expected = p * q + (1 - p) * (1 - q);
  return ratio(observed - expected, 1 - expected);
}

function ratio(dividend: number, divisor: number): number | null {
  return divisor === 0 ? null : dividend / divisor;
}
