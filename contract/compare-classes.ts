/** What a comparison of models with a probability for each of several classes found: a part of the report's schema. */
import { z } from 'zod';

/** Null where a figure is not defined. */
const Figure = z.number().nullable();

/** The probabilities that two models give to one class. */
export const ClassShift = z.object({
  class: z.string(),
  /** As `Agreement` has them, of the class's probabilities. */
  psi: Figure,
  ks: Figure,
  wasserstein: Figure,
  championMean: Figure,
  challengerMean: Figure,
  /** Challenger minus champion. */
  meanDifference: Figure,
  pearson: Figure,
  spearman: Figure,
});
export type ClassShift = z.infer<typeof ClassShift>;

/** How far two models give a row the same class and the same probabilities; a row's class is its most probable one. */
const ClassAgreementFigures = z.object({
  champion: z.string(),
  challenger: z.string(),
  /** Share of rows to which both give the same class. */
  agreement: Figure,
  /** Cohen's, unweighted. */
  kappa: Figure,
  /** Half the sum of the absolute differences of a row's probabilities, from 0 to 1: on average, and the most of any row. */
  meanDistance: Figure,
  largestDistance: Figure,
});

/** One of the rows whose probabilities differ most. */
export const ClassDisagreement = z.object({
  /** From 1, in the order of the source. */
  row: z.int(),
  distance: z.number(),
  champion: z.string(),
  /** Of the class that the champion gives. */
  championProbability: z.number(),
  challenger: z.string(),
  challengerProbability: z.number(),
  /** The row's cells as text, NULL as null. */
  values: z.record(z.string(), z.string().nullable()),
});
export type ClassDisagreement = z.infer<typeof ClassDisagreement>;

export const ClassAgreement = ClassAgreementFigures.extend({
  /** Weight of rows by the champion's class (outer) and the challenger's (inner), in the order of `classes`. */
  migration: z.array(z.array(z.number())),
  shifts: z.array(ClassShift),
  disagreements: z.array(ClassDisagreement),
});
export type ClassAgreement = z.infer<typeof ClassAgreement>;

/** How well a model tells one class from all others, and what its probability is worth. */
export const ClassQuality = z.object({
  class: z.string(),
  /** Weight of the rows whose label it is, and of those that the model gives it. */
  actual: z.number(),
  predicted: z.number(),
  precision: Figure,
  recall: Figure,
  f1: Figure,
  /** Of its probability, against all other classes. */
  auc: Figure,
  averagePrecision: Figure,
  ece: Figure,
});
export type ClassQuality = z.infer<typeof ClassQuality>;

const ClassesFigures = z.object({
  model: z.string(),
  /** Share of rows that are given the class that their label is. */
  accuracy: Figure,
  /** Mean recall of the classes that are the label of some row. */
  balancedAccuracy: Figure,
  /** Mean F1 of the classes that are a label or are given to a row. */
  macroF1: Figure,
  /** The same, each class by the weight of its labels. */
  weightedF1: Figure,
  /** Mean −ln of the probability of the label; null where a score is no probability. */
  logLoss: Figure,
  /** Mean sum of squared gaps over all classes, from 0 to 2; null where a score is no probability. */
  brier: Figure,
  /** Mean of the classes' AUC, each against all others. */
  auc: Figure,
});
export type ClassesFigures = z.infer<typeof ClassesFigures>;

export const ClassesQuality = ClassesFigures.extend({
  /** Weight of rows by their label (outer) and by the class that the model gives (inner). */
  confusion: z.array(z.array(z.number())),
  classes: z.array(ClassQuality),
});
export type ClassesQuality = z.infer<typeof ClassesQuality>;

const ClassesPart = z.object({
  name: z.string(),
  rows: z.int(),
  judged: z.int(),
  weight: z.number(),
  agreement: z.array(ClassAgreementFigures),
  /** Empty without labels. */
  quality: z.array(ClassesFigures),
});
export type ClassesPart = z.infer<typeof ClassesPart>;

export const ClassesReport = z.object({
  classes: z.array(z.string()),
  agreement: z.array(ClassAgreement),
  /** Empty without labels. */
  quality: z.array(ClassesQuality),
  segments: z.array(z.object({ column: z.string(), parts: z.array(ClassesPart) })),
});
export type ClassesReport = z.infer<typeof ClassesReport>;
