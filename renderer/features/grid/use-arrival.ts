/** Rows far away are asked for before anything is drawn and shown when they are there, so that they are drawn once. */
import { useCallback } from 'react';
import { pageRows, pagesSeen } from './page-plan.ts';
import type { Pages } from './use-pages.ts';

/** Whoever waits longer sees that something happens: the rows are shown empty. */
const patienceMs = 80;

/** Calls `show` when the rows from `first` to `end` (exclusive) have come, or after a moment; of several that wait the last one's. */
export type Arrival = (rows: { first: number; end: number }, show: () => void) => void;

/** `seen` are the positions in the source of the columns that are seen. */
export function useArrival({ cache, reach }: Pages, seen: readonly number[]): Arrival {
  return useCallback(
    (rows, show) => {
      const readable = pagesSeen(rows, seen).filter(({ page }) => (page + 1) * pageRows <= reach);
      cache.ask(readable, patienceMs, show);
    },
    [cache, reach, seen],
  );
}
