/** What feeds each input of the models before anything is scored, and what would be lost on the way. */
import { z } from 'zod';
import { Fault } from './error.ts';
import { FilePath } from './file-path.ts';
import { BindingRule, Job, MissingPolicy, MissingRule } from './job.ts';
import { SourceRequest } from './source.ts';

/**
 * A job that may have no destination yet: what a binding or a trial needs to know. Where it has one, its format decides how
 * the table is read, and with it what is lost.
 */
export const JobDraft = Job.partial({ destination: true });
export type JobDraft = z.infer<typeof JobDraft>;
export type JobDraftInput = z.input<typeof JobDraft>;

/** One slot of a model: an input of one value, or one feature of a block. */
export const BindingLine = z.object({
  model: z.string(),
  input: z.string(),
  /** Position within the input's block of features, from 0. */
  index: z.int(),
  /** Null in a block whose features have no names. */
  feature: z.string().nullable(),
  element: z.string(),
  /** How many features from here on a list feeds; null where it is one value. */
  length: z.int().nullable().default(null),
  /** The column that feeds it; null where an expression does, or nothing yet. */
  column: z.string().nullable(),
  /** The user's expression that feeds it. */
  sql: z.string().nullable(),
  /** DuckDB type of the column or expression. */
  type: z.string().nullable(),
  matched: z.enum(['exact', 'ignoring-case', 'identifier', 'rule', 'features', 'position']).nullable(),
  /** False where a person should look before scoring: the name differs, or only the position was known. */
  sure: z.boolean(),
  missing: MissingPolicy,
  /** Values of the first rows as the model will be fed them, NULL as null. */
  samples: z.array(z.string().nullable()),
  /** The nearest column where nothing feeds the slot. */
  suggestion: z.string().nullable(),
  /** Why this line cannot be scored. */
  fault: Fault.nullable(),
});
export type BindingLine = z.infer<typeof BindingLine>;

export const Binding = z.object({
  lines: z.array(BindingLine),
  /** Columns that scoring adds; empty while a line has a fault. */
  outputs: z.array(z.object({ model: z.string(), name: z.string(), type: z.string() })),
  /** What is wrong with the draft as a whole rather than with one line. */
  fault: Fault.nullable(),
});
export type Binding = z.infer<typeof Binding>;

/** What happens to the values of one line over the rows that were counted. */
export const LossCount = z.object({
  model: z.string(),
  input: z.string(),
  index: z.int(),
  feature: z.string().nullable(),
  missing: z.int(),
  failed: z.int(),
  rounded: z.int(),
  overflowed: z.int(),
  /** Values that the model's encoder never saw; null where the model has none or does not say. */
  unseen: z.int().nullable(),
  /** Up to five of them, most frequent first. */
  unseenValues: z.array(z.string()),
  /** The first value that does not convert, with its row from 1. */
  firstFailure: z.object({ row: z.int(), value: z.string() }).nullable(),
});
export type LossCount = z.infer<typeof LossCount>;

export const LossEvent = z.object({
  rows: z.int(),
  /** Whether these are all rows. */
  exact: z.boolean(),
  lines: z.array(LossCount),
});
export type LossEvent = z.infer<typeof LossEvent>;

/** What the user decided for a model on tables of one schema. */
export const SavedBinding = z.object({
  bind: z.array(BindingRule),
  missing: z.array(MissingRule),
  features: z.array(z.string()).optional(),
  /** Slots, as `input[index]`, whose match the user confirmed. */
  confirmed: z.array(z.string()),
});
export type SavedBinding = z.infer<typeof SavedBinding>;

export const BindingKey = z.object({ source: SourceRequest, modelPath: FilePath });
