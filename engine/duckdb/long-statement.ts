/** Runs one long statement on a connection of its own; aborting ends it within milliseconds. */
import type { Database } from './database.ts';
import type { Priority } from './lane.ts';

const reportIntervalMs = 50;
const interruptIntervalMs = 5;

/** `report` is told the share of the sources that was read, 0 to 1, or null. Rejects with the signal's reason when aborted. */
export async function runLong(
  database: Database,
  sql: string,
  signal: AbortSignal,
  report: (share: number | null) => void = () => {},
  priority: Priority = 'soon',
): Promise<void> {
  return database.lane.run(priority, signal, () => run(database, sql, signal, report));
}

async function run(
  database: Database,
  sql: string,
  signal: AbortSignal,
  report: (share: number | null) => void,
): Promise<void> {
  const session = await database.connect();
  const timers: NodeJS.Timeout[] = [];
  const interrupt = () => session.interrupt();
  const abort = () => {
    interrupt();
    // Again and again, since an interrupt that comes just before DuckDB begins has no effect.
    timers.push(setInterval(interrupt, interruptIntervalMs));
  };
  try {
    await session.watchProgress();
    signal.throwIfAborted();
    signal.addEventListener('abort', abort);
    timers.push(setInterval(() => report(session.share()), reportIntervalMs));
    await session.copy(sql);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
    timers.forEach((timer) => clearInterval(timer));
    session.close();
  }
}
