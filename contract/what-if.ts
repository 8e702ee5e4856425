/** One row, tried with other values: the scores as they are, as they would be, and along one feature. */
import { z } from 'zod';
import { JobDraft } from './binding.ts';

/** A feature's new value as text in its own type, NULL as null, by `model.feature` or `feature`. */
export const Changes = z.record(z.string(), z.string().nullable());
export type Changes = z.infer<typeof Changes>;

export const RowTrial = z.object({
  draft: JobDraft,
  /** Number of the row in the source, from 1. */
  row: z.int().positive(),
  changes: Changes.default({}),
});
export type RowTrial = z.infer<typeof RowTrial>;

/** One prediction of the row; numbers as numbers, all else as text. */
export const Score = z.object({
  model: z.string(),
  column: z.string(),
  type: z.string(),
  before: z.union([z.number(), z.string(), z.null()]),
  after: z.union([z.number(), z.string(), z.null()]),
});
export type Score = z.infer<typeof Score>;

export const TrialResult = z.object({
  features: z.array(
    z.object({
      model: z.string(),
      feature: z.string(),
      type: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
  scores: z.array(Score),
});
export type TrialResult = z.infer<typeof TrialResult>;

export const CurveRequest = RowTrial.extend({
  feature: z.string().min(1),
  points: z.int().min(2).max(200).default(50),
});
export type CurveRequest = z.infer<typeof CurveRequest>;

export const Curve = z.object({
  feature: z.string(),
  /** Numbers are spread over the column's range, categories are its most frequent values. */
  kind: z.enum(['number', 'category']),
  /** Values of the feature, as text, in order. */
  at: z.array(z.string()),
  /** One line for each numeric prediction; as long as `at`. */
  lines: z.array(z.object({ model: z.string(), column: z.string(), values: z.array(z.number().nullable()) })),
});
export type Curve = z.infer<typeof Curve>;
