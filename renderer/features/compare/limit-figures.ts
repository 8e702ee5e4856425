/** Figures that a limit can be set on, in words, and what a new limit on each begins with. */
import type { CompareReport } from '../../../contract/index.ts';

export interface Limit {
  figure: string;
  compare: '<=' | '>=';
  /** As it is written; a percentage is a share. */
  bound: string;
}

interface LimitFigure {
  label: string;
  compare: Limit['compare'];
  bound: string;
}

const atMost = (label: string, bound: string): LimitFigure => ({ label, compare: '<=', bound });
const atLeast = (label: string, bound: string): LimitFigure => ({ label, compare: '>=', bound });

export const limitFigures: Readonly<Record<string, LimitFigure>> = {
  auc_drop: atMost('fall of the AUC', '0.002'),
  average_precision_drop: atMost('fall of the average precision', '0.005'),
  accuracy_drop: atMost('fall of right decisions', '0.2%'),
  log_loss_rise: atMost('rise of the log loss', '0.005'),
  brier_rise: atMost('rise of the Brier score', '0.002'),
  ece_rise: atMost('rise of the calibration error', '0.01'),
  mae_rise: atMost('rise of the mean absolute error', '0.1'),
  rmse_rise: atMost('rise of the root mean squared error', '0.1'),
  psi: atMost('population stability index', '0.1'),
  ks: atMost('largest gap of the distributions (KS)', '0.1'),
  swap_rate: atMost('rows that change hands', '5%'),
  agreement: atLeast('rows decided the same', '95%'),
  kappa: atLeast('Cohen’s kappa', '0.8'),
  pearson: atLeast('correlation of scores', '0.9'),
  spearman: atLeast('correlation of ranks', '0.9'),
  largest_difference: atMost('largest difference of a row', '0.5'),
};

const ofDecisions = new Set(['accuracy_drop', 'swap_rate', 'agreement', 'kappa']);

/** As the engine and a job file read it. */
export function limitText({ figure, compare, bound }: Limit): string {
  return `${figure} ${compare} ${bound.replace(',', '.').replaceAll(/\s/g, '')}`;
}

/** Whether a number stands in it, or a percentage. */
export function isWhole({ bound }: Limit): boolean {
  return /^\s*[-+]?\d+(?:[.,]\d+)?\s*%?\s*$/.test(bound);
}

/** A limit as a sentence; as it was written where the figure has no words here. */
export function limitWords(text: string): string {
  const [, figure = '', compare = '', bound = ''] = /^\s*(\w+)\s*(<=|>=|<|>)\s*(.+?)\s*$/.exec(text) ?? [];
  const words: Readonly<Record<string, string>> = { '<=': 'at most', '>=': 'at least', '<': 'below', '>': 'above' };
  const label = limitFigures[figure]?.label;
  return label === undefined ? text : `${label} ${words[compare] ?? compare} ${bound}`;
}

/** Whether what a limit holds for depends on the cut by which rows are selected. */
export function isOfDecisions({ limit }: NonNullable<CompareReport['verdict']>['limits'][number]): boolean {
  return ofDecisions.has(/^\s*(\w+)/.exec(limit)?.[1] ?? '');
}
