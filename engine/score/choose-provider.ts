/** What runs a model where the choice is left to Rowcast: the processor, unless a device is faster on the table's own first rows and agrees. */
import { availableParallelism } from 'node:os';
import { RowcastError, type Job, type ProviderTrial, type SourceDescription } from '../../contract/index.ts';
import type { Argument, Table } from '../binding/resolve.ts';
import type { Database } from '../duckdb/database.ts';
import { DatabaseError } from '../duckdb/errors.ts';
import type { Session } from '../duckdb/session.ts';
import { countersBetween, readCounters } from '../model/counters.ts';
import { keptPromise } from '../model/kept-promise.ts';
import { loadModel, releaseModels, scoreCall, type LoadedModel } from '../model/load.ts';
import { providersOf } from '../model/providers.ts';
import { allRows, measureOf, tried, vectorRows, wins } from './trial-on-device.ts';

/** A model that the processor scores all rows of a trial with in less is not worth one. */
const leastSeconds = 0.25;
/** In the order in which they are tried. TensorRT compiles for minutes, so that it is left to be asked for. */
const candidates = ['cuda', 'directml', 'coreml', 'webgpu'];

type How = Pick<Job, 'provider' | 'requireProvider' | 'trees' | 'predictions' | 'resources'>;

/** What trials have shown: the device that won, or null, with what is to be told of it. */
interface Outcome {
  winner: string | null;
  trial: ProviderTrial | null;
  why: string | null;
}

const nothingTried: Outcome = { winner: null, trial: null, why: null };

/** By model and table, since a window plans a job again at each change. */
const outcomes = new WeakMap<Database, Map<string, Promise<Outcome>>>();

/** The model on the processor, or in its place the same on a device that won; the other is let go of. */
export async function onFasterProvider(
  database: Database,
  model: LoadedModel,
  bound: readonly Argument[],
  job: How,
  { source, table }: { source: SourceDescription; table: Table },
): Promise<LoadedModel> {
  // No device has an operator for trees, and Rowcast's own are faster than any copy to one.
  if (job.provider !== 'auto' || model.trees !== null || model.foldable) return model;
  const known = outcomes.get(database) ?? new Map<string, Promise<Outcome>>();
  outcomes.set(database, known);
  const key = JSON.stringify([model.function, table.relation.from, source.files, job.resources]);
  const trying = keptPromise(known, key, () => compared(database, { model, bound, job, table }));
  const { winner, trial, why } = await trying.catch(nothingWhereTheTableFails);
  if (winner === null) return { ...model, provider: { ...model.provider, why, trial } };
  const rival = await loadOn(database, winner, { model, bound, job });
  if (rival.provider.ran !== winner) {
    releaseModels(database, [rival]);
    return { ...model, provider: { ...model.provider, why: rival.provider.why, trial } };
  }
  releaseModels(database, [model]);
  return { ...rival, provider: { ...rival.provider, asked: 'auto', trial } };
}

/** What is wrong with the table is for the run to say, which knows where. */
function nothingWhereTheTableFails(error: unknown): Outcome {
  if (isOfTheUser(error)) return nothingTried;
  throw error;
}

/** Whether a failure is one of a table, a model or a device, not of the program or of whoever stopped it. */
function isOfTheUser(error: unknown): error is RowcastError | DatabaseError {
  return error instanceof DatabaseError || (error instanceof RowcastError && error.code !== 'CANCELLED');
}

interface Subject {
  model: LoadedModel;
  bound: readonly Argument[];
  job: How;
}

async function compared(database: Database, { table, ...subject }: Subject & { table: Table }): Promise<Outcome> {
  const session = await database.connect();
  try {
    if (!(await isSlow(database, session, subject, table))) return nothingTried;
    await session.rows(`CREATE TEMP TABLE rowcast_trial AS SELECT * FROM ${table.relation.from} LIMIT ${allRows}`);
    const [row] = await session.rows('SELECT count(*) AS n FROM rowcast_trial');
    if (Number(row?.['n']) < allRows) return nothingTried;
    return await firstWinner(database, session, subject);
  } finally {
    session.close();
  }
}

/** Whether the processor needs long enough for the first rows, to judge by one vector of them. */
async function isSlow(database: Database, session: Session, { model, job }: Subject, table: Table): Promise<boolean> {
  const before = await readCounters(database, model.function);
  await session.rows(`SELECT count(${scoreCall(model)}) FROM (FROM ${table.relation.from} LIMIT ${vectorRows})`);
  const { rows, nanoseconds } = countersBetween(before, await readCounters(database, model.function));
  const threads = job.resources.threads ?? availableParallelism();
  return rows === vectorRows && (nanoseconds / 1e9) * (allRows / vectorRows) >= leastSeconds * threads;
}

function loadOn(database: Database, provider: string, { model, bound, job }: Subject): Promise<LoadedModel> {
  return loadModel(database, model, bound, { ...job, provider, requireProvider: false });
}

async function firstWinner(database: Database, session: Session, subject: Subject): Promise<Outcome> {
  const there = await providersOf(database);
  let outcome = nothingTried;
  for (const name of candidates) {
    if (!there.some((provider) => provider.name === name && provider.available)) continue;
    const rival = await loadOn(database, name, subject);
    try {
      if (rival.provider.ran !== name) {
        outcome = { ...outcome, why: rival.provider.why };
        continue;
      }
      const trial = await tried(measureOf(session, subject.model, rival), name);
      outcome = { ...nothingTried, trial };
      if (wins(trial)) return { ...outcome, winner: name };
    } catch (error) {
      if (!isOfTheUser(error)) throw error;
      outcome = { ...outcome, why: `A trial on ${name} failed: ${error.message}` };
    } finally {
      releaseModels(database, [rival]);
    }
  }
  return outcome;
}
