/** What a better figure means in words, the same in a report's findings and in the window's headline. */
import type { PairedTest } from './compare-report.ts';

/** What a model that is better by a figure does better. */
export const figureVerbs: Readonly<Record<PairedTest['figure'], string>> = {
  auc: 'ranks better',
  accuracy: 'decides better',
  balancedAccuracy: 'decides better over all classes',
  macroF1: 'decides better over all classes',
  logLoss: 'gives better probabilities',
  brier: 'gives better probabilities',
  mae: 'is closer',
  rmse: 'is closer',
  ndcg10: 'orders groups better',
  ndcg5: 'orders groups better',
  ndcg: 'orders groups better',
  map: 'orders groups better',
  mrr: 'orders groups better',
};
