/** Statements that stop when nobody waits for their answer any more. */
import { RowcastError } from '../../contract/index.ts';
import type { Database } from './database.ts';
import type { Row } from './session.ts';

const askAgainMs = 20;

/**
 * The rows of a statement on a connection of its own. Rejects with `CANCELLED` soon after `signal` is aborted.
 */
export async function interruptibleRows(
  database: Database,
  sql: string,
  signal: AbortSignal | undefined,
): Promise<Row[]> {
  const isAborted = () => signal?.aborted === true;
  if (isAborted()) throw stopped();
  const session = await database.connect();
  // Again and again, since an interrupt that comes just before DuckDB begins has no effect.
  let timer: NodeJS.Timeout | undefined;
  const interrupt = () => {
    session.interrupt();
    timer ??= setInterval(() => session.interrupt(), askAgainMs);
  };
  signal?.addEventListener('abort', interrupt);
  try {
    return await session.rows(sql);
  } catch (error) {
    if (isAborted()) throw stopped();
    throw error;
  } finally {
    clearInterval(timer);
    signal?.removeEventListener('abort', interrupt);
    session.close();
  }
}

function stopped(): RowcastError {
  return new RowcastError('CANCELLED', 'The work was stopped before it was done.', 'Ask again to start over.');
}
