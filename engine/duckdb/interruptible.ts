/** Statements that stop when nobody waits for their answer any more. */
import { RowcastError } from '../../contract/index.ts';
import type { Database } from './database.ts';
import type { Priority } from './lane.ts';
import type { Row, Session } from './session.ts';

const askAgainMs = 5;
const reportIntervalMs = 50;

/** Share of a statement's sources that was read, 0 to 1, or null while it is unknown. */
export type Report = (share: number | null) => void;

/** Runs `work` on a connection of its own. Rejects with `CANCELLED` within milliseconds after `signal` is aborted. */
export async function interruptible<T>(
  database: Database,
  signal: AbortSignal | undefined,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  throwIfStopped(signal);
  const session = await database.connect();
  // Again and again, since an interrupt that comes just before DuckDB begins has no effect.
  let timer: NodeJS.Timeout | undefined;
  const interrupt = () => {
    session.interrupt();
    timer ??= setInterval(() => session.interrupt(), askAgainMs);
  };
  signal?.addEventListener('abort', interrupt);
  try {
    throwIfStopped(signal);
    return await work(session);
  } catch (error) {
    throwIfStopped(signal);
    throw error;
  } finally {
    clearInterval(timer);
    signal?.removeEventListener('abort', interrupt);
    session.close();
  }
}

/** The rows of a statement that is as short as a look at a table. */
export function interruptibleRows(database: Database, sql: string, signal: AbortSignal | undefined): Promise<Row[]> {
  return interruptible(database, signal, (session) => session.rows(sql));
}

/** Runs a long statement to its end when it is its turn. */
export function runInTurn(
  database: Database,
  sql: string,
  { priority, signal, report }: { priority: Priority; signal: AbortSignal; report: Report },
): Promise<void> {
  return database.lane.run(priority, signal, () =>
    interruptible(database, signal, async (session) => {
      await session.watchProgress();
      const timer = setInterval(() => report(session.share()), reportIntervalMs);
      await session.copy(sql).finally(() => clearInterval(timer));
    }),
  );
}

/** Throws `CANCELLED` where the signal is aborted. */
export function throwIfStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw stopped();
}

/** What `work` gives, or `CANCELLED` as soon as the signal is aborted. */
export function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(stopped());
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function stopped(): RowcastError {
  return new RowcastError('CANCELLED', 'The work was stopped before it was done.', 'Ask again to start over.');
}
