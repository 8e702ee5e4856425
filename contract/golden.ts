/** Golden rows: a few rows that a model was fed, kept beside it with its scores, to tell whether it still gives them elsewhere. */
import { z } from 'zod';
import { JobDraft } from './binding.ts';
import { SourceDescription } from './source.ts';

/** The first model of the draft gets golden rows out of the draft's table. */
export const GoldenRequest = z.object({
  draft: JobDraft,
  rows: z.int().positive().max(1000).default(48),
  /** Largest difference that is none, relative where a value is beyond 1. */
  tolerance: z.number().nonnegative().default(1e-5),
  overwrite: z.boolean().default(false),
});
export type GoldenRequest = z.infer<typeof GoldenRequest>;

export const GoldenWritten = z.object({
  path: z.string(),
  rows: z.int(),
  columns: z.array(z.string()),
  /** The table that they were taken from. */
  source: SourceDescription,
});
export type GoldenWritten = z.infer<typeof GoldenWritten>;
