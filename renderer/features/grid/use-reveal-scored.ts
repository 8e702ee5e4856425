/** Brings the predictions of a result into sight when it is opened, since they stand behind all of the table's own columns. */
import { useEffect, useRef, type RefObject } from 'react';
import { useOpenTable } from '../../state/open-table.ts';
import type { Columns } from './use-columns.ts';

/** Longest after the opening that widths are still found, from the first rows. */
const settlingMs = 2000;

/** How much of the column before them stays in sight, in pixels. */
const remainder = 120;

export function useRevealScored({ shown }: Columns, scroller: RefObject<HTMLDivElement | null>): void {
  const scored = useOpenTable((state) => state.scored);
  const first = shown.find(({ name }) => scored.has(name));
  const left = first === undefined || first.isFrozen ? null : first.left;
  const settlesAt = useRef(0);
  useEffect(() => {
    settlesAt.current = performance.now() + settlingMs;
  }, [scored]);
  useEffect(() => {
    if (left === null || scroller.current === null || performance.now() > settlesAt.current) return;
    scroller.current.scrollLeft = Math.max(0, left - remainder);
  }, [scored, left, scroller]);
}
