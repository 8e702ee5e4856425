/** The matrix of models: what feeds each, and what its own framework predicts for the same rows. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { BindingRule, Fault, MissingRule, type JobInput } from '../../contract/index.ts';
import { inRepository } from '../engine/repository.ts';

const Subject = z.strictObject({
  name: z.string(),
  group: z.string(),
  what: z.string(),
  madeBy: z.string(),
  /** Columns of the tried rows that feed each input, or one expression behind `:=`. */
  inputs: z.record(z.string(), z.array(z.string())).default({}),
  /** Largest difference from the framework, relative to the value where that is beyond 1. */
  tolerance: z.number(),
  /** What else the job says. */
  job: z.strictObject({ missing: z.array(MissingRule) }).optional(),
  zipMapTensors: z.array(z.string()).default([]),
  /** How many rows are scored in each run, where the file does not say it. */
  step: z.int().optional(),
  /** Why the file does not score as its framework does, where its exporter is to blame. */
  differs: z.string().optional(),
  /** Whether there are predictions; a model without them is refused. */
  scored: z.boolean(),
});
export type Subject = z.infer<typeof Subject>;

const folder = 'models/matrix';

export const triedRows = inRepository(`${folder}/rows.parquet`);
export const modelPath = (name: string) => inRepository(`${folder}/models/${name}.onnx`);
export const expectedPath = (name: string) => inRepository(`${folder}/expected/${name}.parquet`);

const readJson = (path: string): unknown => JSON.parse(readFileSync(inRepository(path), 'utf8'));

export const subjects = z.object({ models: z.array(Subject).min(1) }).parse(readJson(`${folder}/manifest.json`)).models;

/** The exact words with which each model that cannot be scored is refused. */
export const refusals = z.record(z.string(), Fault).parse(readJson('tests/matrix/refusals.json'));

export function jobOf(subject: Subject, output: string): JobInput {
  return {
    source: { paths: [triedRows] },
    models: [{ path: modelPath(subject.name) }],
    bind: Object.entries(subject.inputs).map(([input, columns]) => ruleOf(input, columns)),
    keep: 'none',
    ...subject.job,
    destination: { path: output },
  };
}

function ruleOf(input: string, columns: readonly string[]): BindingRule {
  const [first = ''] = columns;
  return BindingRule.parse(first.startsWith(':=') ? { input, sql: first.slice(2) } : { input, columns });
}

/** SQL of each value that feeds an input; a list is written as `[a, b]`. */
export function expressionsOf(columns: readonly string[]): string[] {
  return columns.flatMap((column) => {
    if (!column.startsWith(':=')) return [`"${column}"`];
    const sql = column.slice(2);
    return sql.startsWith('[') ? sql.slice(1, -1).split(', ') : [sql];
  });
}
