/** A draft made ready to try rows with: bound, loaded, and kept while its files stay as they are. */
import { statSync } from 'node:fs';
import type { JobDraft, SourceDescription } from '../../contract/index.ts';
import { Binder } from '../binding/binder.ts';
import { argumentsOf, type Argument, type Table } from '../binding/resolve.ts';
import { tableOf } from '../binding/table.ts';
import type { Database } from '../duckdb/database.ts';
import { loadModel, releaseModels, type LoadedModel } from '../model/load.ts';
import { keptColumns, outputColumns, type OutputColumn } from '../score/output-columns.ts';
import { describeSource } from '../source/describe.ts';

export interface Trial {
  source: SourceDescription;
  /** With types, whatever the destination: a score has the same bits either way. */
  table: Table;
  models: readonly TrialModel[];
  outputs: readonly OutputColumn[];
}

export interface TrialModel extends LoadedModel {
  arguments: readonly Argument[];
}

interface Kept {
  key: string;
  files: string;
  trial: Trial;
}

const kept = new WeakMap<Database, Kept>();

/** Throws the faults that a plan of the draft would throw. */
export async function trialOf(database: Database, draft: JobDraft): Promise<Trial> {
  const { source, models, bind, features, byPosition, missing, keep, prefix, provider, requireProvider, trees } = draft;
  const { extensions } = draft;
  const key = JSON.stringify([
    source,
    models,
    bind,
    features,
    byPosition,
    missing,
    keep,
    prefix,
    provider,
    requireProvider,
    trees,
    extensions,
  ]);
  const last = kept.get(database);
  if (last?.key === key && last.files === stateOf(last.trial)) return last.trial;
  const trial = await prepare(database, draft);
  kept.set(database, { key, files: stateOf(trial), trial });
  if (last !== undefined) releaseModels(database, last.trial.models);
  return trial;
}

async function prepare(database: Database, draft: JobDraft): Promise<Trial> {
  const source = await describeSource(database, draft.source);
  const table = tableOf(database, source, 'parquet', draft.keep);
  const binder = new Binder(database, table, draft);
  const models: TrialModel[] = [];
  try {
    for (const reference of draft.models) {
      const { name, card, libraries, lines } = await binder.bind(reference);
      const bound = argumentsOf(name, lines, table.columns);
      // A run that goes on meanwhile holds its rows against the counters of its function.
      const loaded = await loadModel(database, { name, card, libraries }, bound, draft, 'score_trial');
      models.push({ ...loaded, arguments: bound });
    }
    binder.checkAllUsed();
    return { source, table, models, outputs: outputColumns(draft, models, keptColumns(draft, source.columns)) };
  } catch (error) {
    releaseModels(database, models);
    throw error;
  }
}

/** Changes when a file is written or goes. */
function stateOf({ source, models }: Trial): string {
  const paths = [...source.files.map((file) => file.path), ...models.map((model) => model.card.path)];
  return paths
    .map((path) => {
      const stats = statSync(path, { throwIfNoEntry: false });
      return `${path} ${stats?.size} ${stats?.mtimeMs}`;
    })
    .join('\n');
}
