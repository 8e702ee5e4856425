/** Runs on one database take turns: each uses every thread, and a model's counters are of one run at a time. */
import type { WaitingEvent } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';

interface Queue {
  /** Runs that have a turn or wait for one. */
  length: number;
  /** Settles when all of them are over. */
  over: Promise<void>;
}

const queues = new WeakMap<Database, Queue>();

interface Turn {
  /** To be told first of all once the turn has come: that the wait is over, where there was one. */
  events: () => Generator<WaitingEvent>;
  /** To be called when the run is over. */
  end: () => void;
}

/** Waits for the runs before this one, and tells of it. Throws what `onAbort` makes where `signal` comes meanwhile. */
export async function* takeTurn(
  database: Database,
  signal: AbortSignal | undefined,
  onAbort: () => Error,
): AsyncGenerator<WaitingEvent, Turn> {
  const runsAhead = queues.get(database)?.length ?? 0;
  // Before it joins the queue: whoever listens no further is not waited for by others.
  if (runsAhead > 0) yield { event: 'waiting', runsAhead };
  const { before, end } = join(database);
  try {
    await unlessAborted(before, signal);
  } catch {
    end();
    throw onAbort();
  }
  const events = function* (): Generator<WaitingEvent> {
    if (runsAhead > 0) yield { event: 'waiting', runsAhead: 0 };
  };
  return { events, end };
}

function join(database: Database): { before: Promise<void>; end: () => void } {
  const queue = queues.get(database) ?? { length: 0, over: Promise.resolve() };
  queues.set(database, queue);
  const before = queue.over;
  let ended = () => {};
  const turn = new Promise<void>((resolve) => {
    ended = resolve;
  });
  queue.length += 1;
  queue.over = before.then(() => turn);
  const end = () => {
    queue.length -= 1;
    ended();
  };
  return { before, end };
}

/** Waits until no run is under way, for work that can wait. */
export async function untilNoRun(database: Database, signal: AbortSignal): Promise<void> {
  await unlessAborted(queues.get(database)?.over ?? Promise.resolve(), signal);
}

function unlessAborted(wait: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return wait;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    void wait.then(resolve).finally(() => signal.removeEventListener('abort', abort));
  });
}
