/** The comparison of this window: what is chosen for the next, how the one under way goes, and what the last one found. */
import { create } from 'zustand';
import type { CompareReport, ComparisonInput, Fault, LiveFigures, Progress } from '../../../contract/index.ts';
import { noChoices, type Choices } from './candidates.ts';

export interface Running {
  /** Once the engine has told it. */
  id: string | null;
  phase: 'starting' | 'waiting' | 'scoring' | 'measuring';
  progress: Progress | null;
  isCancelling: boolean;
}

export interface Found {
  id: string;
  job: ComparisonInput;
  report: CompareReport;
  live: LiveFigures | null;
}

/** Where the figures that follow a threshold stand. */
export interface Cut {
  by: 'score' | 'top';
  /** Place among the cuts. */
  at: number;
}

/** Rows of the comparison that the grid shows. */
export interface ShownRows {
  title: string;
  path: string;
}

interface CompareState {
  choices: Choices;
  running: Running | null;
  /** Why the last comparison came to nothing; null where it did not, or was cancelled. */
  fault: Fault | null;
  wasCancelled: boolean;
  found: Found | null;
  /** Whether the choices are shown in the place of what was found. */
  isChoosing: boolean;
  cut: Cut;
  /** Which challenger is looked at, from 0. */
  pair: number;
  shown: ShownRows | null;
}

export const useCompare = create<CompareState>(() => ({
  choices: noChoices,
  running: null,
  fault: null,
  wasCancelled: false,
  found: null,
  isChoosing: true,
  cut: { by: 'score', at: 0 },
  pair: 0,
  shown: null,
}));

export function choose(change: Partial<Choices>): void {
  useCompare.setState(({ choices }) => ({ choices: { ...choices, ...change } }));
}

/** The cut that is nearest to a score or a percent. */
function nearestCut(at: readonly number[], wanted: number): number {
  let best = 0;
  at.forEach((cut, index) => {
    if (Math.abs(cut - wanted) < Math.abs((at[best] ?? Number.NaN) - wanted)) best = index;
  });
  return best;
}

/** Moves to the nearest cut. */
export function moveCut(by: Cut['by'], wanted: number): void {
  const cuts = useCompare.getState().found?.live?.[by];
  if (cuts !== undefined) useCompare.setState({ cut: { by, at: nearestCut(cuts.at, wanted) } });
}
