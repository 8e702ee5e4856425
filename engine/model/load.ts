/** Loads a model into the database as a score function that takes the arguments a binding gives it. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  ProviderReceipt,
  RowcastError,
  TreesReceipt,
  type Job,
  type ModelCard,
  type OperatorLibrary,
} from '../../contract/index.ts';
import type { ArgumentSql } from '../binding/argument-sql.ts';
import type { Argument } from '../binding/resolve.ts';
import type { Database } from '../duckdb/database.ts';
import { loadedModels } from './loaded-models.ts';
import { wantedOutputs } from './predictions.ts';
import { stateOfWeights } from './weights-state.ts';

const Loaded = z.object({
  function: z.string(),
  columns: z.array(z.object({ name: z.string(), output: z.string(), type: z.string() })),
  provider: ProviderReceipt,
  trees: TreesReceipt.nullable(),
  onnxruntime: z.string(),
});

/** A model as a job has it, before it is fed. */
export interface JobModel {
  name: string;
  card: ModelCard;
  /** Of operators that it may use. */
  libraries: readonly OperatorLibrary[];
}

/** A model that can be called in SQL; `columns` are the fields of the STRUCT it returns. */
export interface LoadedModel extends z.infer<typeof Loaded>, JobModel {
  arguments: readonly Argument[];
  /** Whether only expressions feed it, which may all have one value for all rows. */
  foldable: boolean;
}

/** What is needed of a model to score with it and read what comes. */
export interface ScoreFunction extends Callable {
  columns: readonly { name: string }[];
}

interface Callable {
  function: string;
  arguments: readonly { argument: Pick<ArgumentSql, 'sql' | 'presence'> }[];
}

/** What a job says about what runs its models. */
export type ProviderKeys = 'provider' | 'requireProvider';

/**
 * Whoever loads a model lets go of it with `releaseModels`. `prefix` tells functions apart that count for themselves: those of
 * runs, and all others.
 */
export async function loadModel(
  database: Database,
  model: JobModel,
  bound: readonly Argument[],
  { provider, requireProvider, trees, predictions }: Pick<Job, ProviderKeys | 'trees' | 'predictions'>,
  prefix = 'score',
): Promise<LoadedModel> {
  await database.runtime();
  const options = JSON.stringify({
    ...feeding(model, bound),
    provider,
    requireProvider,
    trees,
    outputs: wantedOutputs(predictions, model),
  });
  const name = functionName(prefix, `${options}${stateOfWeights(model.card)}`);
  const loaded = await heldAndLoaded(database, name, model.card, options);
  const foldable = bound.every((argument) => argument.column === null);
  const { name: called, card, libraries } = model;
  return { ...loaded, name: called, card, libraries, arguments: bound, foldable };
}

/** The options of `rowcast_load` that say which model is fed by what. */
export function feeding(model: JobModel, bound: readonly Argument[]): object {
  return {
    ...identityOf(model),
    arguments: bound.map((argument) => ({
      input: argument.input,
      type: argument.argument.type,
      length: argument.length ?? undefined,
      label: argument.label,
      missing: argument.missing,
      presence: argument.argument.presence !== undefined,
      tolerant: argument.argument.tolerant,
    })),
  };
}

/** The options that say which file is meant, what it is called, and what it may use. */
export function identityOf({ name, card, libraries }: JobModel): object {
  return { sha256: card.sha256, model: name, extensions: libraries.length === 0 ? undefined : libraries };
}

/** A model under options of the caller's own; to be let go of like one of `loadModel`. */
export async function loadFunction(
  database: Database,
  card: ModelCard,
  prefix: string,
  options: object,
): Promise<z.infer<typeof Loaded>> {
  await database.runtime();
  const text = JSON.stringify(options);
  return heldAndLoaded(database, functionName(prefix, `${text}${stateOfWeights(card)}`), card, text);
}

async function heldAndLoaded(
  database: Database,
  name: string,
  { path, bytes, externalData }: ModelCard,
  options: string,
): Promise<z.infer<typeof Loaded>> {
  const models = loadedModels(database);
  await models.hold(
    name,
    externalData.reduce((sum, weights) => sum + (weights.bytes ?? 0), bytes),
  );
  try {
    return Loaded.parse(await database.callJson('rowcast_load', [name, path, options]));
  } catch (error) {
    models.release(name);
    throw error;
  }
}

/** Lets go of models that were loaded: they may be unloaded from now on. */
export function releaseModels(database: Database, models: readonly Pick<LoadedModel, 'function'>[]): void {
  models.forEach((model) => loadedModels(database).release(model.function));
}

/** A name that stands for what the function was loaded with. */
export function functionName(prefix: string, options: string): string {
  return `${prefix}_${createHash('sha256').update(options).digest('hex').slice(0, 8)}`;
}

/** Models that were found fit to score, so that a window may ask at each change. */
const fitModels = new WeakMap<Database, Set<string>>();

/** Why a model cannot be scored whatever feeds it, or undefined where the reason must be its binding. */
export async function refusalOf(database: Database, model: JobModel): Promise<RowcastError | undefined> {
  await database.runtime();
  const options = JSON.stringify(identityOf(model));
  const name = functionName('score_check', `${options}${stateOfWeights(model.card)}`);
  const fit = fitModels.get(database) ?? new Set();
  fitModels.set(database, fit);
  if (fit.has(name)) return undefined;
  try {
    await database.callJson('rowcast_load', [name, model.card.path, options]);
    await database.callJson('rowcast_unload', [name]);
    fit.add(name);
    return undefined;
  } catch (error) {
    if (!(error instanceof RowcastError)) throw error;
    // The number of features is for the binding to say where the model leaves it open.
    return error.code === 'ARGUMENT_COUNT' ? undefined : error;
  }
}

/** What cannot be scored with any binding is the more useful thing to hear than what is wrong with this one. */
export async function refusalOr(error: unknown, database: Database, model: JobModel): Promise<unknown> {
  return (await refusalOf(database, model)) ?? error;
}

/** The call of a model's score function over the columns of a relation. */
export function scoreCall(model: Callable): string {
  return callOf(
    model.function,
    model.arguments.map(({ argument }) => argument),
  );
}

/** The call of a function that takes arguments in the form of a binding. */
export function callOf(name: string, inputs: readonly Pick<ArgumentSql, 'sql' | 'presence'>[]): string {
  const texts = inputs.flatMap(({ sql, presence }) => (presence === undefined ? [sql] : [sql, presence]));
  return `${name}(${texts.join(', ')})`;
}
