/** Runs a job and follows it to its end: the window, the task bar and the notice come from here. */
import { filesVersion, type Fault, type JobInput, type Receipt } from '../../../contract/index.ts';
import type { Client } from '../../transport/client.ts';
import { faultFrom } from '../../transport/fault-from.ts';
import type { Host } from '../../transport/host.ts';
import { amount, secondsText } from '../../ui/quantities.ts';
import { fileName } from '../sources/paths.ts';
import { afterEvent, begunRun, endedRun, useRun, type Run } from './run-store.ts';

let cancelUnderWay: (() => void) | null = null;

/** The run ends when the engine has taken away what it had written; until then the window says that it is being cancelled. */
export function cancelRun(): void {
  cancelUnderWay?.();
}

/** The models' files as the user saw them, by path. */
export type ModelsSeen = Readonly<Record<string, string>>;

/** Of the models of a job, those whose files the window looked at. */
export function modelsSeenOf(
  job: Pick<JobInput, 'models'>,
  bound: readonly { picked: { path: string }; card: Parameters<typeof filesVersion>[0] }[],
): ModelsSeen {
  const seen = bound.filter(({ picked }) => job.models.some(({ path }) => path === picked.path));
  return Object.fromEntries(seen.map(({ picked, card }) => [picked.path, filesVersion(card)]));
}

/** Resolves to the run as it ended; one at a time, so undefined where another is under way. */
export async function runJob(
  client: Client,
  host: Host,
  job: JobInput,
  modelsSeen: ModelsSeen,
): Promise<Run | undefined> {
  if (cancelUnderWay !== null) return undefined;
  let run = begunRun(job, modelsSeen);
  const show = (next: Run) => {
    run = next;
    useRun.setState({ run });
  };
  // What goes wrong here ends the run itself too, which tells of it.
  const cancel = (id: string) => void client.job.cancel({ id }).catch(() => undefined);
  cancelUnderWay = () => {
    if (run.isCancelling) return;
    show({ ...run, isCancelling: true });
    if (run.id !== null) cancel(run.id);
  };
  show(run);
  host.setProgress('unknown');
  host.setUnfinished('A file is being scored; its predictions would be lost.');
  try {
    for await (const event of await client.job.run({ ...job, modelsSeen })) {
      show(afterEvent(run, event));
      if (event.event === 'started' && run.isCancelling) cancel(event.id);
      if (event.event === 'progress') host.setProgress(event.progress.share ?? 'unknown');
    }
    if (run.state === 'running') throw unfinished();
  } catch (error) {
    show(endedRun(run, runFault(error)));
  } finally {
    cancelUnderWay = null;
    host.setProgress(null);
    host.setUnfinished(null);
  }
  void host.notify(noticeOf(run)).catch(() => undefined);
  return run;
}

/** That the engine is gone says little of a run: it went while it scored. */
function runFault(error: unknown): Fault {
  const fault = faultFrom(error).toFault();
  if (fault.code !== 'ENGINE_STOPPED') return fault;
  return {
    ...fault,
    message: 'The engine ended while it scored.',
    hint: 'A new one takes over by itself. Try again; where it ends again, try each model alone.',
  };
}

function unfinished(): Error {
  return new Error('the run ended without a word');
}

function noticeOf({ state, receipt, fault, job }: Run): { title: string; body: string } {
  const name = fileName(job.destination.path);
  if (receipt !== null) return { title: 'Predictions are ready', body: `${name}: ${sentence(receipt)}` };
  if (state === 'cancelled') return { title: 'Scoring was cancelled', body: `Nothing was written to ${name}.` };
  return { title: 'Scoring failed', body: fault?.message ?? '' };
}

function sentence({ rows, seconds }: Receipt): string {
  return `${amount(rows.written, 'row')} in ${secondsText(seconds)}`;
}
