/** Golden rows in jobs and receipts. */
import { z } from 'zod';

/** Whether golden rows are scored again: where something differs from when they were made, each time, or not at all. */
export const GoldenChoice = z.enum(['auto', 'always', 'never']);
export type GoldenChoice = z.infer<typeof GoldenChoice>;

/** What became of the golden rows of a model in a job. */
export const GoldenReceipt = z.object({
  path: z.string(),
  rows: z.int(),
  /** Whether they were scored again. */
  scored: z.boolean(),
  /** Why, or why not. */
  why: z.string(),
  /** The largest difference of a number, relative where it is beyond 1; null where none was scored. */
  largestDifference: z.number().nullable(),
});
export type GoldenReceipt = z.infer<typeof GoldenReceipt>;
