/** What a model that tells two outcomes apart is worth, on rows whose outcome is known. */
import type { BinaryFigures, BinaryQuality, CostMatrix } from '../../contract/index.ts';
import { bestOf, confusionOf, thresholdsOf } from './confusion.ts';
import type { Counted, ModelMargins, Outcomes } from './counted.ts';
import { calibrationError, decilesOf, hosmerLemeshow } from './deciles.ts';
import { ratio } from './figures.ts';

/** Figures of model `at`, which counts from 0. */
export function binaryFigures(model: string, { margins, sums }: Counted, at: number): BinaryFigures {
  const ranked = margins.models[at];
  const outcomes = sums.models[at];
  const { judgedWeight } = margins.counts;
  const probable = outcomes !== undefined && isProbability(outcomes) ? outcomes : undefined;
  const auc = ranked?.auc ?? null;
  return {
    task: 'binary',
    model,
    auc,
    gini: auc === null ? null : 2 * auc - 1,
    averagePrecision: ranked?.averagePrecision ?? null,
    ks: ranked?.ks ?? null,
    logLoss: ratio(probable?.losses[0] ?? null, judgedWeight),
    brier: ratio(probable?.losses[1] ?? null, judgedWeight),
    ece: probable === undefined ? null : calibrationError(probable, judgedWeight),
  };
}

/** Whether every score with a label is from 0 to 1, and there is one. */
export function isProbability({ lowest, highest }: Outcomes): boolean {
  return lowest !== null && highest !== null && lowest >= 0 && highest <= 1;
}

type Details = Omit<BinaryQuality, keyof BinaryFigures>;

/** What is told of all rows beyond the figures. */
export function binaryDetails(
  { margins, sums }: Counted,
  at: number,
  threshold: number | undefined,
  costs: CostMatrix | undefined,
): Details {
  const [model, outcomes] = [margins.models[at], sums.models[at]];
  const deciles = decilesOf(model?.deciles ?? []);
  const thresholds = outcomes !== undefined && isProbability(outcomes) ? thresholdsOf(outcomes.steps, costs) : [];
  const { judged, pos } = judgedOf(model);
  const [selected, hits] = outcomes?.selected ?? [0, 0];
  const isKnown = threshold !== undefined && judged > 0;
  return {
    hosmerLemeshow: hosmerLemeshow(deciles),
    confusion: isKnown ? confusionOf(threshold, { judged, pos, selected, hits }, costs) : null,
    best: bestOf(thresholds),
    thresholds,
    deciles,
    ...curvesOf(model),
  };
}

/** Weights of the rows with a label, and of those whose label is 1. */
export function judgedOf(model: ModelMargins | undefined): { judged: number; pos: number } {
  const last = model?.curve.at(-1);
  return { judged: last?.selected ?? 0, pos: last?.positive ?? 0 };
}

/** Each curve by its points at even steps of the rows selected, from the highest score on. */
function curvesOf(model: ModelMargins | undefined): Pick<BinaryQuality, 'roc' | 'precisionRecall'> {
  const { judged, pos } = judgedOf(model);
  const points = model?.curve ?? [];
  const hasBoth = pos > 0 && judged > pos;
  const roc = points.map(({ positive, selected }) => ({
    x: (selected - positive) / (judged - pos),
    y: positive / pos,
  }));
  return {
    roc: hasBoth ? [{ x: 0, y: 0 }, ...roc] : [],
    precisionRecall:
      pos > 0 ? points.map(({ positive, selected }) => ({ x: positive / pos, y: positive / selected })) : [],
  };
}
