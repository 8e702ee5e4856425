/** The run that is under way, or the last one: what it told so far. */
import { create } from 'zustand';
import type {
  Fault,
  JobInput,
  Plan,
  Progress,
  Receipt,
  RunEvent,
  RunState,
  SourceRequest,
} from '../../../contract/index.ts';
import { useJob } from './job-store.ts';
import type { ModelsSeen } from './run-job.ts';

export interface Run {
  job: JobInput;
  /** By path, the files of the models that were seen when it was asked for. */
  modelsSeen: ModelsSeen;
  state: Exclude<RunState, 'interrupted'>;
  /** Once the engine has told it; it cancels the run, and names it in the history. */
  id: string | null;
  isCancelling: boolean;
  /** Whether another run has to end before it. */
  isWaiting: boolean;
  plan: Plan | null;
  progress: Progress | null;
  receipt: Receipt | null;
  fault: Fault | null;
}

export const useRun = create<{ run: Run | null }>(() => ({ run: null }));

/** Why a run of another table failed is of no use here; what it wrote is. */
export function useHasResult(): boolean {
  const run = useRun((state) => state.run);
  const source = useJob((job) => job.source);
  if (run === null) return false;
  return run.state === 'running' || run.receipt !== null || isSameTable(run.job.source, source);
}

function isSameTable(a: Pick<SourceRequest, 'paths'>, b: Pick<SourceRequest, 'paths'> | null): boolean {
  return b !== null && a.paths.join('\n') === b.paths.join('\n');
}

export function begunRun(job: JobInput, modelsSeen: ModelsSeen): Run {
  return {
    job,
    modelsSeen,
    state: 'running',
    id: null,
    isCancelling: false,
    isWaiting: false,
    plan: null,
    progress: null,
    receipt: null,
    fault: null,
  };
}

export function afterEvent(run: Run, event: RunEvent): Run {
  switch (event.event) {
    case 'started':
      return { ...run, id: event.id };
    case 'waiting':
      return { ...run, isWaiting: event.runsAhead > 0 };
    case 'planned':
      return { ...run, plan: event.plan };
    case 'progress':
      return { ...run, progress: event.progress };
    case 'finished':
      return { ...run, state: 'finished', receipt: event.receipt };
  }
}

/** A run that ended before it was finished. */
export function endedRun(run: Run, fault: Fault): Run {
  return { ...run, state: fault.code === 'CANCELLED' ? 'cancelled' : 'failed', fault };
}
