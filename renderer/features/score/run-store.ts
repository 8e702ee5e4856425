/** The run that is under way, or the last one: what it told so far. */
import { create } from 'zustand';
import type { Fault, JobInput, Plan, Progress, Receipt, RunEvent, RunState } from '../../../contract/index.ts';

export interface Run {
  job: JobInput;
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

export function useHasResult(): boolean {
  return useRun(({ run }) => run !== null);
}

export function begunRun(job: JobInput): Run {
  return {
    job,
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
