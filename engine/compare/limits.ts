/** Limits such as `auc_drop <= 0.002`: read before anything is scored, held against what was found. */
import {
  RowcastError,
  type CompareReport,
  type LimitResult,
  type ClassAgreement,
  type ClassesFigures,
  type PairedTest,
  type Quality,
  type RankingQuality,
} from '../../contract/index.ts';
import { nearest } from '../binding/nearest.ts';
import { driftFigure } from './drift/drift-limits.ts';

type Found = Pick<CompareReport, 'agreement' | 'quality' | 'tests' | 'classes' | 'ranking' | 'drift'>;
type Compare = '<' | '<=' | '>' | '>=';

export interface Limit {
  text: string;
  figure: Figure;
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

/** A figure of models with several classes. */
const ofClasses = {
  /** What the challenger has, less what the champion has. */
  gain:
    (read: (figures: ClassesFigures) => number | null): Finder =>
    ({ classes }, challenger) => {
      const before = classes?.quality[0];
      const after = classes?.quality.find(({ model }) => model === challenger);
      return before === undefined || after === undefined ? null : less(read(after), read(before));
    },
  pair:
    (read: (pair: ClassAgreement) => number | null): Finder =>
    ({ classes }, challenger) => {
      const one = classes?.agreement.find((other) => other.challenger === challenger);
      return one === undefined ? null : read(one);
    },
};

/** How far a figure of the order within groups fell. */
function rankingDrop(read: (figures: RankingQuality) => number | null): Finder {
  return ({ ranking }, challenger) => {
    const before = ranking?.quality[0];
    const after = ranking?.quality.find(({ model }) => model === challenger);
    return before === undefined || after === undefined ? null : less(read(before), read(after));
  };
}

/** The first that is known. */
function either(...some: readonly Finder[]): Finder {
  return (found, challenger) => some.map((one) => one(found, challenger)).find((value) => typeof value === 'number');
}

function less(value: number | null, other: number | null): number | null {
  return value === null || other === null ? null : value - other;
}

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
  return fallOf(gain(read));
}

function fallOf(gained: Finder): Finder {
  return (found, challenger) => negative(gained(found, challenger));
}

function negative(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : 0 - value;
}

function accuracyDrop({ tests }: Found, challenger: string): number | null {
  const isIt = (test: PairedTest) => test.challenger === challenger && test.figure === 'accuracy';
  return negative(tests.find(isIt)?.difference);
}

/** Of the class whose probabilities moved most. */
function largestPsi({ shifts }: ClassAgreement): number | null {
  const known = shifts.flatMap(({ psi }) => (psi === null ? [] : [psi]));
  return known.length === 0 ? null : Math.max(...known);
}

const finders = {
  auc_drop: either(
    drop((q) => (q.task === 'binary' ? q.auc : null)),
    fallOf(ofClasses.gain((q) => q.auc)),
  ),
  gini_drop: drop((q) => (q.task === 'binary' ? q.gini : null)),
  average_precision_drop: drop((q) => (q.task === 'binary' ? q.averagePrecision : null)),
  ks_drop: drop((q) => (q.task === 'binary' ? q.ks : null)),
  accuracy_drop: either(accuracyDrop, fallOf(ofClasses.gain((q) => q.accuracy))),
  balanced_accuracy_drop: fallOf(ofClasses.gain((q) => q.balancedAccuracy)),
  macro_f1_drop: fallOf(ofClasses.gain((q) => q.macroF1)),
  weighted_f1_drop: fallOf(ofClasses.gain((q) => q.weightedF1)),
  log_loss_rise: either(
    gain((q) => (q.task === 'binary' ? q.logLoss : null)),
    ofClasses.gain((q) => q.logLoss),
  ),
  brier_rise: either(
    gain((q) => (q.task === 'binary' ? q.brier : null)),
    ofClasses.gain((q) => q.brier),
  ),
  ece_rise: gain((q) => (q.task === 'binary' ? q.ece : null)),
  mae_rise: gain((q) => (q.task === 'regression' ? q.mae : null)),
  rmse_rise: gain((q) => (q.task === 'regression' ? q.rmse : null)),
  r2_drop: drop((q) => (q.task === 'regression' ? q.r2 : null)),
  ndcg5_drop: rankingDrop((q) => q.ndcg5),
  ndcg10_drop: rankingDrop((q) => q.ndcg10),
  ndcg_drop: rankingDrop((q) => q.ndcg),
  map_drop: rankingDrop((q) => q.map),
  mrr_drop: rankingDrop((q) => q.mrr),
  psi: either((found, challenger) => pair(found, challenger)?.psi, ofClasses.pair(largestPsi)),
  ks: (found, challenger) => pair(found, challenger)?.ks,
  wasserstein: (found, challenger) => pair(found, challenger)?.wasserstein,
  pearson: (found, challenger) => pair(found, challenger)?.pearson,
  spearman: (found, challenger) => pair(found, challenger)?.spearman,
  kendall: (found, challenger) => pair(found, challenger)?.kendall,
  mean_difference: (found, challenger) => pair(found, challenger)?.meanDifference,
  mean_absolute_difference: (found, challenger) => pair(found, challenger)?.meanAbsoluteDifference,
  largest_difference: (found, challenger) => pair(found, challenger)?.largestDifference,
  column_psi: ({ drift }) => (drift === null ? null : driftFigure(drift, 'column_psi')),
  mean_distance: ofClasses.pair((one) => one.meanDistance),
  largest_distance: ofClasses.pair((one) => one.largestDistance),
  agreement: either(
    (found, challenger) => pair(found, challenger)?.decisions?.agreement,
    ofClasses.pair((one) => one.agreement),
  ),
  kappa: either(
    (found, challenger) => pair(found, challenger)?.decisions?.kappa,
    ofClasses.pair((one) => one.kappa),
  ),
  swap_rate: (found, challenger) => pair(found, challenger)?.decisions?.swapRate,
} satisfies Record<string, Finder>;

export type Figure = keyof typeof finders;

const isFigure = (name: string): name is Figure => Object.hasOwn(finders, name);

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
  if (!isFigure(figure)) {
    const names = Object.keys(finders);
    const close = nearest(figure, names);
    throw new RowcastError(
      'INVALID_ARGUMENT',
      `The limit "${text}" is on "${figure}", which is no figure of a comparison.`,
      close === undefined ? `The figures are: ${names.join(', ')}.` : `The nearest is "${close}".`,
    );
  }
  const bound = Number(number) / (percent === '%' ? 100 : 1);
  if (!(Math.abs(bound) <= (shares.has(figure) ? 1 : Number.MAX_VALUE))) throw beyond(text, figure, Number(number));
  return { text, figure, compare: compare as Compare, bound };
}

/** Figures between 0 and 1, or −1 and 1. */
const shares = new Set<Figure>(['agreement', 'swap_rate', 'kappa', 'ks', 'pearson', 'spearman', 'kendall']);

function beyond(text: string, figure: Figure, number: number): RowcastError {
  const asPercentage = shares.has(figure) && Math.abs(number) <= 100;
  return new RowcastError(
    'INVALID_ARGUMENT',
    `The limit "${text}" holds for none or for all: "${figure}" is never beyond ${shares.has(figure) ? '1' : 'what a number can be'}.`,
    asPercentage ? `Write ${number}% if that is meant.` : 'Say another number.',
  );
}

/** Every limit holds for every challenger, or the comparison fails. */
export function verdictOf(limits: readonly Limit[], found: Found): CompareReport['verdict'] {
  if (limits.length === 0) return null;
  const files = found.drift === null ? undefined : [{ challenger: found.drift.second.file }];
  const pairs: readonly { challenger: string }[] = files ?? found.classes?.agreement ?? found.agreement;
  const results = pairs.flatMap(({ challenger }) => limits.map((limit) => heldAgainst(limit, found, challenger)));
  return { passed: results.every((result) => result.holds), limits: results };
}

function heldAgainst(limit: Limit, found: Found, challenger: string): LimitResult {
  const { drift } = found;
  const known = drift === null ? finders[limit.figure](found, challenger) : driftFigure(drift, limit.figure);
  const value = known ?? null;
  return {
    limit: limit.text,
    challenger,
    found: value,
    holds: value !== null && holds[limit.compare](value, limit.bound),
  };
}
