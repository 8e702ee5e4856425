/** Figures of several classes from weights by label and class: the one place where accuracy, F1 and kappa are told. */
import type { ClassesFigures, ClassQuality } from '../../../contract/index.ts';
import { ratio } from '../figures.ts';
import type { ClassSums, Matrix } from './class-sums.ts';

type Told = Pick<ClassQuality, 'actual' | 'predicted' | 'precision' | 'recall' | 'f1'>;

/** For each class what a model's decisions for it are worth. */
export function toldOf(confusion: Matrix): Told[] {
  return confusion.map((line, at) => {
    const hits = line[at] ?? 0;
    const actual = total(line);
    const predicted = total(confusion.map((other) => other[at] ?? 0));
    return {
      actual,
      predicted,
      precision: ratio(hits, predicted),
      recall: ratio(hits, actual),
      f1: ratio(2 * hits, actual + predicted),
    };
  });
}

type Decided = Pick<ClassesFigures, 'accuracy' | 'balancedAccuracy' | 'macroF1' | 'weightedF1'>;

/** Of all decisions; a class that is neither a label nor given to a row is in no mean. */
export function decidedOf(told: readonly Told[], hits: number): Decided {
  const all = total(told.map(({ actual }) => actual));
  const weighted = told.map(({ actual, f1 }) => actual * (f1 ?? 0));
  return {
    accuracy: ratio(hits, all),
    balancedAccuracy: meanKnown(told.map(({ recall }) => recall)),
    macroF1: meanKnown(told.map(({ f1 }) => f1)),
    weightedF1: ratio(total(weighted), all),
  };
}

/**
 * Figures of model `at`, which counts from 0, of the rows of `sums` or of a part of them; `aucs` are those of its classes, each against
 * all others, and `isProbability` says whether its scores of all rows are probabilities.
 */
export function classesFigures(
  model: string,
  { models, judgedWeight }: ClassSums,
  at: number,
  aucs: readonly (number | null)[],
  isProbability: boolean,
): ClassesFigures {
  const sums = models[at];
  const confusion = sums?.confusion ?? [];
  return {
    model,
    ...decidedOf(toldOf(confusion), diagonal(confusion)),
    logLoss: isProbability ? ratio(sums?.logLoss ?? null, judgedWeight) : null,
    brier: isProbability ? ratio(sums?.brier ?? null, judgedWeight) : null,
    auc: meanKnown(aucs),
  };
}

/** How far the probabilities of a row may add up to another number than 1. */
const sumTolerance = 1e-3;

/** Whether model `at` gives every row with a label scores from 0 to 1 that add up to 1, and there is such a row. */
export function areProbabilities({ models }: ClassSums, at: number): boolean {
  const { lowest = null, highest = null, lowestSum = null, highestSum = null } = models[at] ?? {};
  if (lowest === null || highest === null || lowestSum === null || highestSum === null) return false;
  return lowest >= 0 && highest <= 1 && lowestSum >= 1 - sumTolerance && highestSum <= 1 + sumTolerance;
}

/** Share of rows with one class from both, and Cohen's (1960) kappa: agreement beyond what chance would give. */
export function agreementOf(migration: Matrix): { agreement: number | null; kappa: number | null } {
  const all = total(migration.map(total));
  const agreement = ratio(diagonal(migration), all);
  if (agreement === null) return { agreement, kappa: null };
  const expected = total(
    migration.map((line, at) => (total(line) / all) * (total(migration.map((other) => other[at] ?? 0)) / all)),
  );
  return { agreement, kappa: ratio(agreement - expected, 1 - expected) };
}

function diagonal(matrix: Matrix): number {
  return total(matrix.map((line, at) => line[at] ?? 0));
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function meanKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return ratio(total(known), known.length);
}
