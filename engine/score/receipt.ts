/** Writes down what a finished run did. */
import { resolve } from 'node:path';
import type { ExplainReceipt, GoldenReceipt, ProviderReceipt, Receipt, TreesReceipt } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import type { Counters } from '../model/counters.ts';
import type { LoadedModel } from '../model/load.ts';
import { hashedWeights } from '../model/weights.ts';
import { describePlan, type PlannedJob } from './plan.ts';
import { versionsOf } from './versions.ts';
import { risksOf } from './model-risks.ts';
import { rejectedWarnings, rewrittenTexts, warningsOf } from './warnings.ts';

export interface Outcome {
  rowsWritten: number;
  /** Rows that no model could be fed. */
  rejected: number;
  quarantine: Receipt['quarantine'];
  /** One for each model, of this run alone. */
  counters: readonly Counters[];
  /** How the scores of each model that is explained were. */
  covers: ReadonlyMap<LoadedModel, ExplainReceipt>;
  output: { bytes: number; sha256: string };
}

/** What scored the trees in the end: the first rows may have shown a difference that loading did not. */
function treesOf(trees: TreesReceipt | null, counters: Counters | undefined): TreesReceipt | null {
  if (trees === null || counters?.treesFellBack !== true) return trees;
  return {
    ...trees,
    ran: 'runtime',
    why: "The first rows gave other bits than ONNX Runtime's, which scored them all.",
  };
}

function runsOf(counters: Counters | undefined): ProviderReceipt['runs'] {
  if (counters === undefined || counters.deviceRuns === 0) return null;
  return { count: counters.deviceRuns, rowsOnAverage: counters.deviceRows / counters.deviceRuns };
}

function explained(planned: PlannedJob, outcome: Outcome, index: number): ExplainReceipt | null {
  const model = planned.models[index];
  return (model && outcome.covers.get(model)) ?? null;
}

function goldenOf(planned: PlannedJob, index: number): GoldenReceipt | null {
  const model = planned.models[index];
  return (model && planned.golden.get(model)) ?? null;
}

/** Whether a CSV file's columns are read in their types, and not as the text that stands there. */
function readsTypes({ source, table }: PlannedJob): boolean {
  return source.format === 'csv' && table.relation.kind === 'typed';
}

const nothingCounted = { missing: 0, failed: 0, rounded: 0, overflowed: 0 };

export async function writeReceipt(
  database: Database,
  planned: PlannedJob,
  started: Date,
  outcome: Outcome,
): Promise<Receipt> {
  const plan = describePlan(planned);
  const weights = await Promise.all(planned.models.map(({ card }) => hashedWeights(card)));
  const read = outcome.counters[0]?.rows ?? outcome.rowsWritten;
  const models = plan.models.map((model, index) => {
    const counters = outcome.counters[index];
    return {
      name: model.name,
      path: resolve(model.path),
      sha256: model.sha256,
      externalData: weights[index] ?? [],
      extensions: [...(planned.models[index]?.libraries ?? [])],
      provider: { ...model.provider, runs: runsOf(counters) },
      trees: treesOf(model.trees, counters),
      explain: explained(planned, outcome, index),
      golden: goldenOf(planned, index),
      columns: model.columns.map((column) => column.name),
      unscored: counters?.unscored ?? 0,
      binding: model.binding.map(({ missing, ...bound }, at) => ({
        ...bound,
        ...(counters?.arguments[at] ?? nothingCounted),
        missingBecame: missing,
      })),
      seconds: (counters?.nanoseconds ?? 0) / 1e9,
    };
  });
  return {
    rows: { read: read + outcome.rejected, written: outcome.rowsWritten, rejected: outcome.rejected },
    seconds: (Date.now() - started.getTime()) / 1000,
    started: started.toISOString(),
    models,
    source: planned.source.files.map((file) => ({
      ...file,
      path: resolve(file.path),
      format: planned.source.format,
    })),
    output: { path: planned.target, ...outcome.output, columns: [...planned.columns] },
    quarantine: outcome.quarantine,
    sql: plan.sql,
    warnings: [
      ...planned.source.warnings.map(({ message }) => message),
      ...rejectedWarnings(outcome),
      ...warningsOf(models, read),
      ...(readsTypes(planned) ? rewrittenTexts(models) : []),
      ...planned.models.flatMap((model, index) => (models[index] ? risksOf(model, models[index]) : [])),
    ],
    versions: await versionsOf(database),
  };
}
