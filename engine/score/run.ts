/** Runs a job: plan, one statement into a part file, checks, receipt. The destination changes whole or not at all. */
import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { RowcastError, type Job, type Progress, type Resources, type RunEvent } from '../../contract/index.ts';
import { GrowingChecksum } from '../destination/checksum.ts';
import { PartFile } from '../destination/part-file.ts';
import type { Database } from '../duckdb/database.ts';
import type { Session } from '../duckdb/session.ts';
import { asIfCalledForEach, countersBetween, readCounters, type Counters } from '../model/counters.ts';
import { checkWeights } from '../model/weights.ts';
import { explainRunFailure } from './diagnose.ts';
import { countCovers } from './covers.ts';
import { checkOutputs, describePlan, planJob, releasePlan, statementFor, type PlannedJob } from './plan.ts';
import { ProgressMeter } from './progress.ts';
import { Quarantine } from './quarantine.ts';
import { writeReceipt, type Outcome } from './receipt.ts';
import { takeTurn } from './turns.ts';

const progressIntervalMs = 100;
/** As many vectors of 2,048 rows as one run of a device takes at most. */
const threadsForDevice = 32;

interface ProgressEvent {
  event: 'progress';
  progress: Progress;
}

export async function* runJob(database: Database, job: Job, signal?: AbortSignal): AsyncGenerator<RunEvent> {
  const turn = yield* takeTurn(database, signal, () => cancelled(job));
  let planned: PlannedJob | undefined;
  try {
    yield* turn.events();
    const started = new Date();
    await database.setResources(job.resources);
    planned = await planJob(database, job);
    checkOutputs(planned);
    yield { event: 'planned', plan: describePlan(planned) };
    const outcome = yield* execute(database, planned, signal);
    yield { event: 'finished', receipt: await writeReceipt(database, planned, started, outcome) };
  } finally {
    if (planned !== undefined) releasePlan(database, planned);
    // What looks at tables has the machine as the settings say, not as this job did.
    await database.setResources({}).finally(turn.end);
  }
}

/** What looks at the finished part file before it becomes the output; its failure leaves the destination as it was. */
type Examine<E> = (path: string, outcome: Outcome) => AsyncGenerator<E, void>;

/** Scores into a part file, lets `examine` look at it, and puts it in the destination's place. */
export async function* execute<E = never>(
  database: Database,
  planned: PlannedJob,
  signal: AbortSignal | undefined,
  examine?: Examine<E>,
): AsyncGenerator<ProgressEvent | E, Outcome> {
  const part = new PartFile(planned.target);
  const quarantine = planned.rejected === undefined ? undefined : new Quarantine(planned.rejected);
  const checksum = new GrowingChecksum(part.path);
  const session = await database.connect();
  let work: Promise<number> | undefined;
  let committed = false;
  let examining = false;
  try {
    await database.setResources(resourcesOf(planned));
    const before = await countersOf(database, planned);
    await session.watchProgress();
    throwIfCancelled(signal);
    const covers = await countCovers(session, planned, signal);
    throwIfCancelled(signal);
    const copy = (select: string, path: string) => write(session, planned, select, path, signal);
    work = copy(planned.select, part.path);
    const rowsWritten = yield* watched(work, meter(database, session, planned, before), session, signal);
    work = quarantine?.write(copy);
    const quarantined = work === undefined ? 0 : yield* watched(work, undefined, session, signal);
    const counters = await countedSince(before, database, planned, rowsWritten);
    const rejected = quarantined + checkRows(planned, rowsWritten, counters);
    checkSources(planned);
    planned.models.forEach(checkWeights);
    const output = await checksum.finish();
    throwIfCancelled(signal);
    const outcome = { rowsWritten, rejected, quarantine: quarantine?.receipt ?? null, counters, covers, output };
    examining = true;
    if (examine !== undefined) yield* examine(part.path, outcome);
    examining = false;
    throwIfCancelled(signal);
    quarantine?.commit(planned.job.destination);
    part.commit(planned.job.destination);
    committed = true;
    return outcome;
  } catch (error) {
    if (signal?.aborted === true) throw cancelled(planned.job);
    if (examining) throw error;
    throw await explainRunFailure(database, planned, part.path, error);
  } finally {
    // Also reached when whoever asked for the run stops listening to it.
    if (!committed) {
      checksum.stop();
      session.interrupt();
      await work?.catch(() => undefined);
      part.discard();
      quarantine?.discard();
    }
    session.close();
  }
}

async function write(
  session: Session,
  planned: PlannedJob,
  select: string,
  path: string,
  signal: AbortSignal | undefined,
): Promise<number> {
  if (planned.format !== 'arrow') return session.copy(statementFor(planned, path, select));
  // Loaded here, since reading Arrow's modules takes longer than a small job.
  const { writeArrowFile } = await import('../destination/arrow-file.ts');
  return writeArrowFile(session, select, path, signal);
}

function meter(database: Database, session: Session, planned: PlannedJob, before: readonly Counters[]) {
  const [model] = planned.models;
  return model === undefined ? undefined : new ProgressMeter(database, session, model, before[0]?.rows ?? 0);
}

/** Tells progress until `work` ends; returns what it returns. */
async function* watched(
  work: Promise<number>,
  progress: ProgressMeter | undefined,
  session: Session,
  signal: AbortSignal | undefined,
): AsyncGenerator<ProgressEvent, number> {
  const interrupt = () => session.interrupt();
  signal?.addEventListener('abort', interrupt);
  try {
    for (;;) {
      const timer = new AbortController();
      const ended = await Promise.race([
        work.then((rows) => ({ rows })),
        sleep(progressIntervalMs, undefined, { signal: timer.signal }).catch(() => undefined),
      ]).finally(() => timer.abort());
      if (ended !== undefined) return ended.rows;
      // Once more, since an interrupt that comes just before DuckDB begins has no effect.
      if (signal?.aborted === true) interrupt();
      if (progress !== undefined) yield { event: 'progress', progress: await progress.read() };
    }
  } finally {
    signal?.removeEventListener('abort', interrupt);
  }
}

/** A device is given rows of many threads at once, which wait for it and need no processor of their own. */
function resourcesOf({ job: { resources }, models }: PlannedJob): Resources {
  const isOnDevice = models.some((model) => model.provider.ran !== 'cpu');
  return isOnDevice ? { ...resources, threads: resources.threads ?? threadsForDevice } : resources;
}

function countersOf(database: Database, planned: PlannedJob): Promise<Counters[]> {
  return Promise.all(planned.models.map((model) => readCounters(database, model.function)));
}

async function countedSince(
  before: readonly Counters[],
  database: Database,
  planned: PlannedJob,
  rowsWritten: number,
): Promise<Counters[]> {
  return (await countersOf(database, planned)).map((after, index) => {
    const counted = countersBetween(before[index], after);
    // DuckDB calls a function once where it finds that no argument depends on the row.
    const folded = planned.models[index]?.foldable === true && counted.rows < Math.min(rowsWritten, 3);
    return folded ? asIfCalledForEach(rowsWritten, counted) : counted;
  });
}

/** Every row that was scored was written, by every model; returns how many were written without predictions. */
function checkRows(planned: PlannedJob, rowsWritten: number, counters: readonly Counters[]): number {
  const scored = counters[0]?.rows ?? rowsWritten;
  const expected = planned.badRows?.policy === 'null' ? Math.min(scored, rowsWritten) : rowsWritten;
  counters.forEach((counted, index) => {
    if (counted.rows === expected) return;
    throw new RowcastError(
      'ROWS_LOST',
      `Model "${planned.models[index]?.name}" scored ${counted.rows} rows, but ${rowsWritten} were written to "${planned.job.destination.path}": expected the same number.`,
      'The output was not kept. This is a fault of Rowcast; please report it with the command.',
    );
  });
  return rowsWritten - expected;
}

/** The files that were read are still what they were when they were opened. */
function checkSources(planned: PlannedJob): void {
  for (const file of planned.source.files) {
    const now = statSync(file.path, { throwIfNoEntry: false });
    if (now?.size === file.bytes && now.mtime.toISOString() === file.modified) continue;
    throw new RowcastError(
      'SOURCE_CHANGED',
      `"${file.path}" changed while it was read: expected ${file.bytes} bytes of ${file.modified}, found ${now === undefined ? 'no file' : `${now.size} bytes of ${now.mtime.toISOString()}`}.`,
      'Run the job again when nothing writes to the file; the output was not kept.',
    );
  }
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new Error('cancelled');
}

export function cancelled(job: Pick<Job, 'destination'>): RowcastError {
  const { path } = job.destination;
  const there = statSync(path, { throwIfNoEntry: false }) !== undefined;
  return new RowcastError(
    'CANCELLED',
    `The run was cancelled; "${path}" ${there ? 'is as it was' : 'was not written'} and nothing was left behind.`,
    'Run the same command again to start over.',
  );
}
