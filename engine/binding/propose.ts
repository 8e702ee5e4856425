/**
 * What would feed each slot of a draft's models. Plans bind in the same way; there the first fault ends the work, here it
 * stands in the line it concerns.
 */
import {
  RowcastError,
  type Binding,
  type BindingLine,
  type JobDraft,
  type SourceDescription,
} from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { ArgumentError } from '../duckdb/errors.ts';
import { loadModel, refusalOf, releaseModels, type LoadedModel } from '../model/load.ts';
import { keptColumns, outputColumns } from '../score/output-columns.ts';
import { describeSource } from '../source/describe.ts';
import { Binder, type ModelBinding } from './binder.ts';
import { nearest } from './nearest.ts';
import { isArgument, type Line, type Table } from './resolve.ts';
import { samplesOf } from './samples.ts';
import { draftFormat, tableOf } from './table.ts';

type Faults = Pick<Binding, 'fault'>;

/** Throws nothing that is the user's to put right: faults stand in the answer. */
export async function proposeBinding(database: Database, draft: JobDraft): Promise<Binding> {
  // ONNX Runtime loads while the source is read; whoever needs it awaits it, and its failure is theirs.
  database.runtime().catch(() => undefined);
  try {
    const source = await describeSource(database, draft.source);
    const table = tableOf(database, source, draftFormat(draft), draft.keep);
    const { models, fault } = await bindAll(database, draft, table);
    const lines = await linesOf(database, source, table, models);
    if (fault !== null) return { lines, outputs: [], fault };
    return await withOutputs(database, draft, source, models, lines);
  } catch (error) {
    return { lines: [], outputs: [], fault: faultOf(error) };
  }
}

/** The models that can be bound at all, and why another cannot. */
async function bindAll(
  database: Database,
  draft: JobDraft,
  table: Table,
): Promise<Faults & { models: ModelBinding[] }> {
  const binder = new Binder(database, table, draft);
  const models: ModelBinding[] = [];
  let fault: Faults['fault'] = null;
  for (const reference of draft.models) {
    try {
      models.push(await binder.bind(reference));
    } catch (error) {
      fault ??= faultOf(error);
    }
  }
  if (fault !== null) return { models, fault };
  try {
    binder.checkAllUsed();
    return { models, fault };
  } catch (error) {
    return { models, fault: faultOf(error) };
  }
}

async function linesOf(
  database: Database,
  source: SourceDescription,
  table: Table,
  models: readonly ModelBinding[],
): Promise<BindingLine[]> {
  const bound = models.flatMap(({ lines }) => lines.map(({ argument }) => argument)).filter(isArgument);
  const samples = await samplesOf(database, source, table, bound);
  const names = table.columns.map((column) => column.name);
  return models.flatMap((model) =>
    model.lines.map((line) => {
      const found = isArgument(line.argument) ? samples[bound.indexOf(line.argument)] : undefined;
      const fault = isArgument(line.argument) ? found : line.argument;
      return {
        ...describeLine(model.name, line, names),
        samples: Array.isArray(found) ? found : [],
        fault: fault instanceof RowcastError ? fault.toFault() : null,
      };
    }),
  );
}

function describeLine(model: string, { slot, choice, missing, argument }: Line, names: readonly string[]) {
  const chosen = choice instanceof RowcastError ? undefined : choice;
  const column = chosen !== undefined && 'column' in chosen ? chosen.column : undefined;
  return {
    model,
    input: slot.input,
    index: slot.index,
    feature: slot.feature ?? null,
    element: slot.element,
    length: slot.length ?? null,
    column: column?.name ?? null,
    sql: chosen !== undefined && 'sql' in chosen ? chosen.sql : null,
    type: isArgument(argument) ? argument.type : (column?.type ?? null),
    matched: chosen?.matched ?? null,
    sure: chosen !== undefined && chosen.matched !== 'identifier' && chosen.matched !== 'position',
    // A value is shown as it was taken; the training mean stays a mean.
    missing: missing.policy.policy === 'value' && isArgument(argument) ? argument.missing : missing.policy,
    suggestion: chosen === undefined && slot.feature !== undefined ? (nearest(slot.feature, names) ?? null) : null,
  };
}

/** Loading tells which columns a model adds, and finds the values for what is missing that an element cannot hold. */
async function withOutputs(
  database: Database,
  draft: JobDraft,
  source: SourceDescription,
  models: readonly ModelBinding[],
  lines: BindingLine[],
): Promise<Binding> {
  const loaded: LoadedModel[] = [];
  try {
    return await withOutputsOf(database, draft, source, models, lines, loaded);
  } finally {
    releaseModels(database, loaded);
  }
}

/** `loaded` takes what was loaded, for whoever asks to let go of. */
async function withOutputsOf(
  database: Database,
  draft: JobDraft,
  source: SourceDescription,
  models: readonly ModelBinding[],
  lines: BindingLine[],
  loaded: LoadedModel[],
): Promise<Binding> {
  for (const model of models) {
    const own = lines.filter((line) => line.model === model.name);
    if (own.some((line) => line.fault !== null)) {
      const refusal = await refusalOf(database, model);
      if (refusal !== undefined) return { lines, outputs: [], fault: refusal.toFault() };
      continue;
    }
    try {
      loaded.push(await loadModel(database, model, model.lines.map((line) => line.argument).filter(isArgument), draft));
    } catch (error) {
      const line = error instanceof ArgumentError ? own[error.argument] : undefined;
      if (line === undefined) return { lines, outputs: [], fault: faultOf(error) };
      line.fault = faultOf(error);
    }
  }
  if (lines.some((line) => line.fault !== null)) return { lines, outputs: [], fault: null };
  const outputs = outputColumns(draft, loaded, keptColumns(draft, source.columns));
  return { lines, outputs: outputs.map(({ model, name, type }) => ({ model: model.name, name, type })), fault: null };
}

function faultOf(error: unknown) {
  if (error instanceof RowcastError) return error.toFault();
  throw error;
}
