/** Drafts over the sample table and over small tables, for tests of what stands before a run. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Binding, BindingLine, JobDraftInput } from '../../contract/index.ts';
import { freshFolder } from '../engine/fresh-folder.ts';
import { inRepository } from '../engine/repository.ts';

export const bundledModels = ['late-v1', 'late-v2', 'late-mlp', 'late-pipeline', 'arrival-delay'];
export const flights = inRepository('models/data/flights.parquet');

export function bundled(name: string): string {
  return inRepository(`models/${name}.onnx`);
}

/** The sample flights with one of the bundled models. */
export function flightsDraft(model: string, more: Partial<JobDraftInput> = {}): JobDraftInput {
  return { source: { paths: [flights] }, models: [{ path: bundled(model) }], ...more };
}

/** A CSV text with a model. */
export function csvDraft(text: string, model: string, more: Partial<JobDraftInput> = {}): JobDraftInput {
  const path = join(freshFolder(), 'table.csv');
  writeFileSync(path, text);
  return { source: { paths: [path], csv: { delimiter: ',' } }, models: [{ path: model }], ...more };
}

export function lineOf(binding: Binding, feature: string | number): BindingLine {
  const line = binding.lines.find((one) => (typeof feature === 'string' ? one.feature : one.index) === feature);
  if (line === undefined) throw new Error(`no line for ${feature}`);
  return line;
}
