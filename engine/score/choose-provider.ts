/** What runs a model where the choice is left to Rowcast: the processor, unless a device is faster on the table's own first rows and agrees. */
import type { Job, ProviderTrial } from '../../contract/index.ts';
import type { Argument, Table } from '../binding/resolve.ts';
import type { Database } from '../duckdb/database.ts';
import type { Row, Session } from '../duckdb/session.ts';
import { largestDifference } from '../golden/difference.ts';
import { loadModel, releaseModels, scoreCall, type LoadedModel } from '../model/load.ts';
import { providersOf } from '../model/providers.ts';

/** Rows that one thread of DuckDB brings at a time. */
const vectorRows = 2048;
/** A device that the first of these show to be slow is not asked for the others: software that stands in for one takes minutes. */
const steps = [64, 512, vectorRows];
const allRows = 16 * vectorRows;
/** A model that the processor scores so many rows with in less is not worth a trial. */
const leastSeconds = 0.25;
/** Largest difference between scores that agree, relative where they are beyond 1. */
const tolerance = 1e-4;
/** In the order in which they are tried. TensorRT compiles for minutes, so that it is left to be asked for. */
const candidates = ['cuda', 'directml', 'coreml', 'webgpu'];

type How = Pick<Job, 'provider' | 'requireProvider' | 'trees' | 'predictions'>;

/** The model on the processor, or in its place the same on a device that won; the other is let go of. */
export async function onFasterProvider(
  database: Database,
  model: LoadedModel,
  bound: readonly Argument[],
  job: How,
  table: Table,
): Promise<LoadedModel> {
  // No device has an operator for trees, and Rowcast's own are faster than any copy to one.
  if (job.provider !== 'auto' || model.trees !== null || model.foldable) return model;
  const session = await database.connect();
  try {
    const rows = await firstRows(session, table);
    if (rows < allRows || (await secondsOf(session, model, allRows)) < leastSeconds) return model;
    return await winner(database, session, { model, bound, job });
  } finally {
    session.close();
  }
}

/** Copies the first rows of the table, which the trials score from memory; how many there are. */
async function firstRows(session: Session, { relation }: Table): Promise<number> {
  await session.rows(`CREATE TEMP TABLE rowcast_trial AS SELECT * FROM ${relation.from} LIMIT ${allRows}`);
  const [row] = await session.rows('SELECT count(*) AS n FROM rowcast_trial');
  return Number(row?.['n']);
}

async function winner(
  database: Database,
  session: Session,
  { model, bound, job }: { model: LoadedModel; bound: readonly Argument[]; job: How },
): Promise<LoadedModel> {
  const there = await providersOf(database);
  let lost: ProviderTrial | null = null;
  for (const name of candidates) {
    if (!there.some((provider) => provider.name === name && provider.available)) continue;
    const rival = await loadModel(database, model, bound, { ...job, provider: name, requireProvider: false });
    if (rival.provider.ran !== name) {
      releaseModels(database, [rival]);
      continue;
    }
    const trial = await tried(session, model, rival, name);
    if (wins(trial)) {
      releaseModels(database, [model]);
      return { ...rival, provider: { ...rival.provider, asked: 'auto', trial } };
    }
    releaseModels(database, [rival]);
    lost = trial;
  }
  return { ...model, provider: { ...model.provider, trial: lost } };
}

/** Whether a device is to score the table: it was faster on all rows of the trial, and its scores agree. */
export function wins({ rows, seconds, processorSeconds, largestDifference: difference }: ProviderTrial): boolean {
  return rows === allRows && seconds < processorSeconds && difference <= tolerance;
}

/** Ever more rows on both, until it is plain that the device would be the slower one. */
async function tried(
  session: Session,
  model: LoadedModel,
  rival: LoadedModel,
  provider: string,
): Promise<ProviderTrial> {
  const all = await secondsOf(session, model, allRows);
  let difference = 0;
  let before = { rows: 0, seconds: 0 };
  for (const rows of steps) {
    // Comes first, so that shaders are made before the clock runs.
    difference = Math.max(difference, await differenceOf(session, model, rival, rows));
    const seconds = await secondsOf(session, rival, rows);
    const each = before.rows === 0 ? 0 : (seconds - before.seconds) / (rows - before.rows);
    before = { rows, seconds };
    if (seconds < all && each * allRows < 2 * all) continue;
    const processorSeconds = await secondsOf(session, model, rows);
    return { provider, rows, processorSeconds, seconds, largestDifference: difference };
  }
  await secondsOf(session, rival, allRows);
  const seconds = await secondsOf(session, rival, allRows);
  return { provider, rows: allRows, processorSeconds: all, seconds, largestDifference: difference };
}

/** Seconds for the first rows, each vector of which DuckDB gives to a thread of its own. */
async function secondsOf(session: Session, model: LoadedModel, rows: number): Promise<number> {
  const parts = Array.from({ length: Math.ceil(rows / vectorRows) }, (_, at) => {
    const [from, to] = [at * vectorRows, Math.min((at + 1) * vectorRows, rows)];
    return `SELECT ${scoreCall(model)} AS s FROM rowcast_trial WHERE rowid >= ${from} AND rowid < ${to}`;
  });
  const started = performance.now();
  await session.rows(`SELECT count(s) FROM (${parts.join(' UNION ALL ')})`);
  return (performance.now() - started) / 1000;
}

/** Of the first rows; infinite where other values than numbers are not the same. */
async function differenceOf(session: Session, model: LoadedModel, rival: LoadedModel, count: number): Promise<number> {
  const rows = await session.rows(
    `SELECT ${scoreCall(model)} AS was, ${scoreCall(rival)} AS now FROM rowcast_trial LIMIT ${count}`,
  );
  const pairs = rows.flatMap((row, at) => {
    const [before, now] = [row['was'] as Row | null, row['now'] as Row | null];
    return model.columns.map(({ name }) => ({ row: at, name, before: before?.[name], now: now?.[name] }));
  });
  return largestDifference(pairs)?.by ?? 0;
}
