/** What a run leaves behind: enough to know what was done, to what, by what, and to do it again. */
import { z } from 'zod';
import { Explain, MissingPolicy, TreesChoice } from './job.ts';
import { GoldenReceipt } from './golden-choice.ts';
import { WeightsFile } from './model.ts';
import { SourceFile, SourceFormat } from './source.ts';

/** One argument of a model: what feeds it and what happened to its values. */
export const BoundArgument = z.object({
  input: z.string(),
  /** Position within the input's block of features, from 0. */
  index: z.int(),
  feature: z.string(),
  /** The column that feeds it, or null where an expression does. */
  column: z.string().nullable(),
  sql: z.string(),
  /** DuckDB type of the column or expression. */
  type: z.string(),
  /** Element type of the tensor. */
  element: z.string(),
  /** How many features in a row a list feeds; null where it is one value. */
  length: z.int().nullable().default(null),
  /** How the column was found. */
  matched: z.enum(['exact', 'ignoring-case', 'identifier', 'rule', 'features', 'position']),
  missing: MissingPolicy,
});
export type BoundArgument = z.infer<typeof BoundArgument>;

/** Values counted while scoring, of all rows that reached the model. */
export const ArgumentCounts = z.object({
  /** NULL or NaN. */
  missing: z.int(),
  /** Text that did not convert and was then treated as missing. */
  failed: z.int(),
  /** Numbers that changed when they became the tensor's element type. */
  rounded: z.int(),
  /** Finite numbers that became infinite. */
  overflowed: z.int(),
});
export type ArgumentCounts = z.infer<typeof ArgumentCounts>;

/** What scored a model's trees, and why in a sentence. */
export const TreesReceipt = z.object({
  asked: TreesChoice,
  ran: z.enum(['fast', 'runtime']),
  why: z.string(),
});
export type TreesReceipt = z.infer<typeof TreesReceipt>;

/** How a model's scores were explained. */
export const ExplainReceipt = z.object({
  asked: Explain,
  /** What the contributions add up to: the sum of the trees before any transform, of the score or of the class that is predicted. */
  explains: z.enum(['score', 'predicted class']),
  /** Whose rows weigh the ways that a row did not take: those that the model file tells of, or those that are scored. */
  covers: z.enum(['model file', 'scored rows']),
  /** How many rows were counted; null where none were, or not yet. */
  rows: z.int().nullable(),
});
export type ExplainReceipt = z.infer<typeof ExplainReceipt>;

/** Scoring the first rows of the table on the processor and on a device. */
export const ProviderTrial = z.object({
  /** The device that was tried. */
  provider: z.string(),
  rows: z.int(),
  /** Of the table's first rows, on the processor with all its threads and on the device. */
  processorSeconds: z.number(),
  seconds: z.number(),
  /** Between scores of these rows: the largest, relative where it is beyond 1. */
  largestDifference: z.number(),
});
export type ProviderTrial = z.infer<typeof ProviderTrial>;

/** What ran a model's operators. */
export const ProviderReceipt = z.object({
  asked: z.string(),
  /** What ran them: the device where it ran any. */
  ran: z.string(),
  /** Why that is not all of what was asked for; null where it is. */
  why: z.string().nullable().default(null),
  /** Who runs how many nodes, after ONNX Runtime's optimisations; empty where nothing but the processor was asked. */
  nodes: z.array(z.object({ provider: z.string(), count: z.int(), operators: z.array(z.string()) })).default([]),
  /** Of rows of random numbers that were scored on the processor too: the largest difference, relative where it is beyond 1. */
  largestDifference: z.number().nullable().default(null),
  /** Runs of the device, each of rows from several threads, and their rows on average; null where none ran yet, or there is no device. */
  runs: z.object({ count: z.int(), rowsOnAverage: z.number() }).nullable().default(null),
  /** What was tried because the choice was left to Rowcast; null where nothing was. */
  trial: ProviderTrial.nullable().default(null),
});
export type ProviderReceipt = z.infer<typeof ProviderReceipt>;

/** A shared library of operators, and the hash of its file. */
export const OperatorLibrary = z.object({ path: z.string(), sha256: z.string() });
export type OperatorLibrary = z.infer<typeof OperatorLibrary>;

export const ModelReceipt = z.object({
  name: z.string(),
  path: z.string(),
  sha256: z.string(),
  /** Files beside it that hold weights; sha256 is null for those too large to hash in passing. */
  externalData: z.array(WeightsFile.extend({ sha256: z.string().nullable() })).default([]),
  /** Libraries of operators that it could use besides ONNX Runtime's. */
  extensions: z.array(OperatorLibrary).default([]),
  provider: ProviderReceipt,
  /** Null for a model without trees. */
  trees: TreesReceipt.nullable(),
  /** Null where no reasons were asked for. */
  explain: ExplainReceipt.nullable().default(null),
  /** Null for a model without golden rows. */
  golden: GoldenReceipt.nullable().default(null),
  columns: z.array(z.string()),
  /** Rows without predictions, because a value is missing for which the user asked that. */
  unscored: z.int().default(0),
  binding: z.array(
    BoundArgument.omit({ missing: true }).extend({
      ...ArgumentCounts.shape,
      /** What a missing value became; null in receipts from before it was recorded. */
      missingBecame: MissingPolicy.nullable().default(null),
    }),
  ),
  /** Time spent in the model, summed over threads. */
  seconds: z.number(),
});
export type ModelReceipt = z.infer<typeof ModelReceipt>;

export const Receipt = z.object({
  rows: z.object({
    /** Rows that came from the source, through the filter, to the models. */
    read: z.int(),
    written: z.int(),
    /** Rows that no model could be fed: without predictions in the output, or in a file of their own. */
    rejected: z.int().default(0),
  }),
  seconds: z.number(),
  /** ISO 8601. */
  started: z.string(),
  models: z.array(ModelReceipt),
  source: z.array(SourceFile.extend({ format: SourceFormat })),
  output: z.object({ path: z.string(), bytes: z.int(), sha256: z.string(), columns: z.array(z.string()) }),
  /** The file of rejected rows; null where there were none, or where they are in the output. */
  quarantine: z.object({ path: z.string(), rows: z.int() }).nullable().default(null),
  sql: z.string(),
  warnings: z.array(z.string()),
  versions: z.record(z.string(), z.string()),
});
export type Receipt = z.infer<typeof Receipt>;
