/** What an ONNX file says about itself, read without running it. */
import { z } from 'zod';

export const ElementType = z.enum([
  'float',
  'double',
  'float16',
  'bfloat16',
  'int8',
  'int16',
  'int32',
  'int64',
  'uint8',
  'uint16',
  'uint32',
  'uint64',
  'bool',
  'string',
]);
export type ElementType = z.infer<typeof ElementType>;

const Tensor = z.object({
  name: z.string(),
  kind: z.string(),
  /** Element type of a tensor, or of what is in a sequence or map; null where the file does not say. */
  element: z.string().nullable(),
  /** One entry for each axis: a size, the name of a symbolic size, or null; null where nothing is declared. */
  shape: z.array(z.union([z.number(), z.string(), z.null()])).nullable(),
});

/** An optional input has a value in the file and need not be fed. */
export const ModelInput = Tensor.extend({ optional: z.boolean() });
export type ModelInput = z.infer<typeof ModelInput>;

export const ModelOutput = Tensor.extend({
  classes: z.array(z.union([z.string(), z.number()])).nullable(),
  zipmap: z.boolean(),
});
export type ModelOutput = z.infer<typeof ModelOutput>;

export const FeatureNames = z.object({
  names: z.array(z.string()),
  /** Where the names were found, for example `metadata:feature_names` or `MLmodel`. */
  source: z.string(),
});
export type FeatureNames = z.infer<typeof FeatureNames>;

/** What the encoder of one column was fitted on, where the model shows it. */
export const Categories = z.object({
  input: z.string(),
  /** Position within the input's block of features, from 0. */
  index: z.int(),
  values: z.array(z.union([z.string(), z.number()])),
});
export type Categories = z.infer<typeof Categories>;

/** A file beside a model that holds weights; without `bytes` where there is none. `modified` is ISO 8601. */
export const WeightsFile = z.object({
  location: z.string(),
  bytes: z.number().nullish(),
  modified: z.string().nullish(),
});
export type WeightsFile = z.infer<typeof WeightsFile>;

export const ModelCard = z.object({
  path: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  irVersion: z.number(),
  producer: z.object({ name: z.string(), version: z.string() }),
  domain: z.string(),
  modelVersion: z.number(),
  doc: z.string(),
  graph: z.object({ name: z.string() }),
  opsets: z.array(z.object({ domain: z.string(), version: z.number() })),
  metadata: z.record(z.string(), z.string()),
  operators: z.array(z.object({ domain: z.string(), op: z.string(), count: z.number() })),
  inputs: z.array(ModelInput),
  outputs: z.array(ModelOutput),
  externalData: z.array(WeightsFile),
  features: FeatureNames.nullable(),
  categories: z.array(Categories),
  parameters: z.number(),
  /** Whether ensembles of trees say where missing values go; null for a model without any. */
  treesRouteMissing: z.boolean().nullable().default(null),
  /** What is known from the file alone to go wrong with scores, a sentence each. */
  risks: z.array(z.string()).default([]),
});
export type ModelCard = z.infer<typeof ModelCard>;

/** Tells a model's files from others under the same names: its sha256, and of files with weights, too large to hash, what the system says. */
export function filesVersion({ sha256, externalData }: Pick<ModelCard, 'sha256' | 'externalData'>): string {
  const weights = externalData.map(({ location, bytes, modified }) => `${location} ${bytes} ${modified}`);
  return [sha256, ...weights].join('\n');
}
