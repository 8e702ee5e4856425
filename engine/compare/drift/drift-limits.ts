/** The figures of a comparison of two files that limits can be set on. */
import type { DriftReport } from '../../../contract/index.ts';

type Finder = (found: DriftReport) => number | null | undefined;

/** What the second file has, less what the first has. */
const gain =
  (figure: string): Finder =>
  ({ first, second }) => {
    const [before, after] = [first.quality[figure] ?? null, second.quality[figure] ?? null];
    return before === null || after === null ? null : after - before;
  };

const drop =
  (figure: string): Finder =>
  (found) => {
    const gained = gain(figure)(found) ?? null;
    return gained === null ? null : 0 - gained;
  };

const finders: Readonly<Record<string, Finder>> = {
  auc_drop: drop('auc'),
  gini_drop: drop('gini'),
  average_precision_drop: drop('averagePrecision'),
  ks_drop: drop('ks'),
  log_loss_rise: gain('logLoss'),
  brier_rise: gain('brier'),
  ece_rise: gain('ece'),
  mae_rise: gain('mae'),
  rmse_rise: gain('rmse'),
  r2_drop: drop('r2'),
  psi: ({ score }) => score.psi,
  ks: ({ score }) => score.ks,
  wasserstein: ({ score }) => score.wasserstein,
  mean_difference: ({ score }) => score.meanDifference,
  column_psi: ({ columns }) => (columns.length === 0 ? null : Math.max(...columns.map(({ psi }) => psi ?? 0))),
};

/** Null where it is not known of two files. */
export function driftFigure(found: DriftReport, figure: string): number | null {
  return finders[figure]?.(found) ?? null;
}
