/** Runs on one database take turns: each uses every thread, and a model's counters are of one run at a time. */
import type { Database } from '../duckdb/database.ts';

const lastTurns = new WeakMap<Database, Promise<void>>();

/** Waits for the runs before this one; call what it returns when this run is over. Rejects when cancelled meanwhile. */
export async function takeTurn(database: Database, signal: AbortSignal | undefined): Promise<() => void> {
  const before = lastTurns.get(database) ?? Promise.resolve();
  let end = () => {};
  const turn = new Promise<void>((resolve) => {
    end = resolve;
  });
  lastTurns.set(
    database,
    before.then(() => turn),
  );
  try {
    await unlessAborted(before, signal);
    return end;
  } catch (error) {
    end();
    throw error;
  }
}

/** Waits until no run is under way, for work that can wait. */
export async function untilNoRun(database: Database, signal: AbortSignal): Promise<void> {
  await unlessAborted(lastTurns.get(database) ?? Promise.resolve(), signal);
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
