/** What a comparison of two files through one model found: a part of the report's schema. */
import { z } from 'zod';

/** Null where a figure is not defined. */
const Figure = z.number().nullable();

/** Values of one column in one file. */
const Side = z.object({
  /** Share of the rows in which the value is missing: NULL, or NaN. */
  missing: Figure,
  /** Of the values that are not missing; null for a column that holds no numbers. */
  mean: Figure,
  sd: Figure,
  min: Figure,
  max: Figure,
});
export type DriftSide = z.infer<typeof Side>;

/** How far a column's values in the second file are from those in the first. */
export const ColumnShift = z.object({
  column: z.string(),
  /** Numbers and times are compared by their size, all else value by value. */
  kind: z.enum(['number', 'time', 'category']),
  first: Side,
  second: Side,
  /** Population stability index over the first file's deciles, or over its 20 most frequent values and all others; missing values are a bin too. */
  psi: Figure,
  /** Largest gap, and area, between the two cumulative distributions; null for categories. A time's area is in seconds. */
  ks: Figure,
  wasserstein: Figure,
  /** Of the means, second minus first; of a time in seconds. */
  meanDifference: Figure,
});
export type ColumnShift = z.infer<typeof ColumnShift>;

/** A figure of the model on each file, and how sure its difference is: different rows, so nothing is paired. */
export const UnpairedTest = z.object({
  figure: z.enum(['auc', 'logLoss', 'brier', 'mae']),
  method: z.enum(['delong', 'welch']),
  first: z.object({ value: z.number(), low: z.number(), high: z.number() }),
  second: z.object({ value: z.number(), low: z.number(), high: z.number() }),
  /** Second minus first, with its 95 % interval. */
  difference: z.number(),
  low: z.number(),
  high: z.number(),
  /** Two-sided. */
  pValue: z.number(),
});
export type UnpairedTest = z.infer<typeof UnpairedTest>;

export const DriftFigures = z.object({
  /** Rows that the model gave a finite score, and those of them with a label. */
  rows: z.int(),
  judged: z.int(),
  /** By the label: AUC, Gini, average precision, KS, log loss, Brier score and calibration error, or errors of numbers. */
  quality: z.record(z.string(), Figure),
});
export type DriftFigures = z.infer<typeof DriftFigures>;

export const DriftReport = z.object({
  /** Column of the scored file that tells the files apart. */
  fileColumn: z.string(),
  first: DriftFigures.extend({ file: z.string(), read: z.int() }),
  second: DriftFigures.extend({ file: z.string(), read: z.int() }),
  score: ColumnShift,
  /** Columns that feed the model, or all of the table's where a column is the score; the one that moved most first. */
  columns: z.array(ColumnShift),
  /** Empty without labels in both files. */
  tests: z.array(UnpairedTest),
});
export type DriftReport = z.infer<typeof DriftReport>;
