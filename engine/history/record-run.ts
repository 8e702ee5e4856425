/** Writes into the history what a run tells, without changing what it tells or how it ends. */
import { RowcastError, type Job, type RunEvent } from '../../contract/index.ts';
import type { Home } from '../home/home.ts';
import { faultOf } from '../wire/fault-of.ts';
import type { RunEnd } from './history.ts';

/** The events of `run`, which goes on unrecorded where the history cannot be written. */
export async function* recordRun(
  home: Home,
  id: string,
  job: Job,
  run: AsyncGenerator<RunEvent>,
): AsyncGenerator<RunEvent> {
  const isRecorded = await home.attempt(home.history.begin(id, job).then(() => true));
  // Holds unless the run says otherwise: whoever asked for it stopped listening.
  let end: RunEnd = { state: 'cancelled' };
  let ended = false;
  const keepEnd = async () => {
    ended = true;
    if (isRecorded === true) await home.attempt(home.history.end(id, end));
  };
  try {
    for await (const event of run) {
      if (event.event === 'planned') event.plan.models.forEach((model) => home.useModel(model));
      if (event.event === 'finished') {
        end = { state: 'finished', receipt: event.receipt };
        // Before it is told, so that whoever hears it finds it in the history.
        await keepEnd();
      }
      yield event;
    }
  } catch (error) {
    end = endOf(error);
    throw error;
  } finally {
    if (!ended) await keepEnd();
  }
}

function endOf(error: unknown): RunEnd {
  if (error instanceof RowcastError && error.code === 'CANCELLED') return { state: 'cancelled' };
  return { state: 'failed', fault: faultOf(error, 'job.run') };
}
