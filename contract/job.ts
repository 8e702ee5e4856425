/** A scoring job as a user writes it, in flags or over a wire. */
import { z } from 'zod';
import { FilePath } from './file-path.ts';
import { GoldenChoice } from './golden-choice.ts';
import { SourceRequest } from './source.ts';

/** What scores a model's trees: Rowcast where it gives ONNX Runtime's bits (`auto`), or one of the two whatever comes. */
export const TreesChoice = z.enum(['auto', 'fast', 'runtime']);
export type TreesChoice = z.infer<typeof TreesChoice>;

export const ModelReference = z.strictObject({
  /** Prefix of the output columns when several models run; the file's stem where it is left out. */
  name: z.string().min(1).optional(),
  path: FilePath,
  /** What runs this model, and what scores its trees, where that is not what the job says. */
  provider: z.string().optional(),
  trees: TreesChoice.optional(),
});
export type ModelReference = z.infer<typeof ModelReference>;

/** Which columns, or which SQL expression, feed an input or a feature (`input` may be `model.input`). */
export const BindingRule = z.union([
  z.strictObject({ input: z.string().min(1), columns: z.array(z.string().min(1)).min(1) }),
  z.strictObject({ input: z.string().min(1), sql: z.string().min(1) }),
]);
export type BindingRule = z.infer<typeof BindingRule>;

/** What a missing value (NULL, NaN or text that does not convert) becomes. */
export const MissingPolicy = z.discriminatedUnion('policy', [
  z.strictObject({ policy: z.literal('nan') }),
  z.strictObject({ policy: z.literal('error') }),
  /** The row has no predictions of the model. */
  z.strictObject({ policy: z.literal('null') }),
  /** The mean in training, which the model's file has to tell (metadata `feature_means`). */
  z.strictObject({ policy: z.literal('mean') }),
  z.strictObject({ policy: z.literal('value'), value: z.string() }),
]);
export type MissingPolicy = z.infer<typeof MissingPolicy>;

export const MissingRule = z.strictObject({
  /** Input or feature; left out, the rule is the default for all. */
  input: z.string().min(1).optional(),
  missing: MissingPolicy,
});
export type MissingRule = z.infer<typeof MissingRule>;

/** An output of a model, or one of its columns (`output` may be `model.output`), and what it is called. */
export const PredictionRule = z.strictObject({ output: z.string().min(1), as: z.string().min(1).optional() });
export type PredictionRule = z.infer<typeof PredictionRule>;

export const Keep = z.union([z.literal('all'), z.literal('none'), z.array(z.string().min(1)).min(1)]);
export type Keep = z.infer<typeof Keep>;

export const DestinationFormat = z.enum(['csv', 'csv.gz', 'tsv', 'tsv.gz', 'parquet', 'ndjson', 'ndjson.gz', 'arrow']);
export type DestinationFormat = z.infer<typeof DestinationFormat>;

export const Destination = z.strictObject({
  path: FilePath,
  format: DestinationFormat.optional(),
  overwrite: z.boolean().default(false),
});
export type Destination = z.infer<typeof Destination>;

export const Resources = z.strictObject({
  threads: z.int().positive().optional(),
  /** As DuckDB writes sizes: `512MB`, `4GiB`. */
  memoryLimit: z
    .string()
    .regex(/^\d+(\.\d+)?\s*[kmgt]?i?b$/i, 'expected a size such as 512MB or 4GiB')
    .optional(),
});
export type Resources = z.infer<typeof Resources>;

/** What is told of why each row got its score: its strongest reasons, as many as this, or what each feature contributes. */
export const Explain = z.union([z.literal('all'), z.int().positive().max(100)]);
export type Explain = z.infer<typeof Explain>;

/** What becomes of a row that a model cannot be fed: it ends the run, has no predictions, or goes to a file of its own. */
export const OnBadRow = z.enum(['fail', 'null', 'quarantine']);
export type OnBadRow = z.infer<typeof OnBadRow>;

export const Job = z.strictObject({
  source: SourceRequest,
  models: z.array(ModelReference).min(1),
  bind: z.array(BindingRule).default([]),
  /** Columns, in order, for a model whose single block of features has no names. */
  features: z.array(z.string().min(1)).optional(),
  /** Feeds a block without names from the table's first columns, in their order. */
  byPosition: z.boolean().default(false),
  missing: z.array(MissingRule).default([]),
  onBadRow: OnBadRow.default('fail'),
  where: z.string().min(1).optional(),
  keep: Keep.default('all'),
  /** Which predictions are written, in order; all where there are none. */
  predictions: z.array(PredictionRule).default([]),
  /** Put in front of every output column that is not renamed. */
  prefix: z.string().optional(),
  /** What runs the models; the processor where that is not there, or cannot run them. */
  provider: z.string().default('auto'),
  /** Stops instead, also where it cannot run every node of a model. */
  requireProvider: z.boolean().default(false),
  trees: TreesChoice.default('auto'),
  /** Shared libraries of operators that the models may use besides ONNX Runtime's: code of the user's, which no model can name. */
  extensions: z.array(FilePath).default([]),
  golden: GoldenChoice.default('auto'),
  explain: Explain.optional(),
  resources: Resources.default({}),
  destination: Destination,
});
export type Job = z.infer<typeof Job>;
/** A job as it is written, before defaults are filled in. */
export type JobInput = z.input<typeof Job>;
