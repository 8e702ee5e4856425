/** Limits such as `auc_drop <= 0.002`: read before anything is scored, held against what was found. */
import {
  RowcastError,
  type CompareReport,
  type LimitResult,
  type PairedTest,
  type Quality,
} from '../../contract/index.ts';
import { nearest } from '../binding/nearest.ts';

type Found = Pick<CompareReport, 'agreement' | 'quality' | 'tests'>;
type Compare = '<' | '<=' | '>' | '>=';

export interface Limit {
  text: string;
  figure: string;
  compare: Compare;
  /** A percentage is a share here. */
  bound: number;
}

const holds: Readonly<Record<Compare, (found: number, bound: number) => boolean>> = {
  '<': (found, bound) => found < bound,
  '<=': (found, bound) => found <= bound,
  '>': (found, bound) => found > bound,
  '>=': (found, bound) => found >= bound,
};

type Finder = (found: Found, challenger: string) => number | null | undefined;

const pair = (found: Found, challenger: string) => found.agreement.find((one) => one.challenger === challenger);

/** What the challenger has, less what the champion has. */
function gain(read: (quality: Quality) => number | null): Finder {
  return ({ quality, agreement }, challenger) => {
    const value = (model: string | undefined) => {
      const one = quality.find((other) => other.model === model);
      return one === undefined ? null : read(one);
    };
    const [before, after] = [value(agreement[0]?.champion), value(challenger)];
    return before === null || after === null ? null : after - before;
  };
}

/** How far a figure of which more is better fell. */
function drop(read: (quality: Quality) => number | null): Finder {
  return (found, challenger) => negative(gain(read)(found, challenger));
}

function negative(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : 0 - value;
}

function accuracyDrop({ tests }: Found, challenger: string): number | null {
  const isIt = (test: PairedTest) => test.challenger === challenger && test.figure === 'accuracy';
  return negative(tests.find(isIt)?.difference);
}

const finders: Readonly<Record<string, Finder>> = {
  auc_drop: drop((q) => (q.task === 'binary' ? q.auc : null)),
  gini_drop: drop((q) => (q.task === 'binary' ? q.gini : null)),
  average_precision_drop: drop((q) => (q.task === 'binary' ? q.averagePrecision : null)),
  ks_drop: drop((q) => (q.task === 'binary' ? q.ks : null)),
  accuracy_drop: accuracyDrop,
  log_loss_rise: gain((q) => (q.task === 'binary' ? q.logLoss : null)),
  brier_rise: gain((q) => (q.task === 'binary' ? q.brier : null)),
  ece_rise: gain((q) => (q.task === 'binary' ? q.ece : null)),
  mae_rise: gain((q) => (q.task === 'regression' ? q.mae : null)),
  rmse_rise: gain((q) => (q.task === 'regression' ? q.rmse : null)),
  r2_drop: drop((q) => (q.task === 'regression' ? q.r2 : null)),
  psi: (found, challenger) => pair(found, challenger)?.psi,
  ks: (found, challenger) => pair(found, challenger)?.ks,
  wasserstein: (found, challenger) => pair(found, challenger)?.wasserstein,
  pearson: (found, challenger) => pair(found, challenger)?.pearson,
  spearman: (found, challenger) => pair(found, challenger)?.spearman,
  kendall: (found, challenger) => pair(found, challenger)?.kendall,
  mean_difference: (found, challenger) => pair(found, challenger)?.meanDifference,
  mean_absolute_difference: (found, challenger) => pair(found, challenger)?.meanAbsoluteDifference,
  largest_difference: (found, challenger) => pair(found, challenger)?.largestDifference,
  agreement: (found, challenger) => pair(found, challenger)?.decisions?.agreement,
  kappa: (found, challenger) => pair(found, challenger)?.decisions?.kappa,
  swap_rate: (found, challenger) => pair(found, challenger)?.decisions?.swapRate,
};

/** `FIGURE OP NUMBER`, where the number may be a percentage. */
export function readLimit(text: string): Limit {
  const parts = /^\s*(\w+)\s*(<=|>=|<|>)\s*([-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?)\s*(%?)\s*$/i.exec(text);
  const [, figure = '', compare, number, percent] = parts ?? [];
  if (parts === null) {
    throw new RowcastError(
      'INVALID_ARGUMENT',
      `The limit "${text}" is not understood: expected a figure, one of < <= > >=, and a number.`,
      'For example auc_drop <= 0.002, psi < 0.1 or swap_rate < 5%.',
    );
  }
  if (!Object.hasOwn(finders, figure)) {
    const names = Object.keys(finders);
    const close = nearest(figure, names);
    throw new RowcastError(
      'INVALID_ARGUMENT',
      `The limit "${text}" is on "${figure}", which is no figure of a comparison.`,
      close === undefined ? `The figures are: ${names.join(', ')}.` : `The nearest is "${close}".`,
    );
  }
  return { text, figure, compare: compare as Compare, bound: Number(number) / (percent === '%' ? 100 : 1) };
}

/** Every limit holds for every challenger, or the comparison fails. */
export function verdictOf(limits: readonly Limit[], found: Found): CompareReport['verdict'] {
  if (limits.length === 0) return null;
  const results = found.agreement.flatMap(({ challenger }) =>
    limits.map((limit) => heldAgainst(limit, found, challenger)),
  );
  return { passed: results.every((result) => result.holds), limits: results };
}

function heldAgainst(limit: Limit, found: Found, challenger: string): LimitResult {
  const value = finders[limit.figure]?.(found, challenger) ?? null;
  return {
    limit: limit.text,
    challenger,
    found: value,
    holds: value !== null && holds[limit.compare](value, limit.bound),
  };
}
