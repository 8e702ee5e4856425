/** Follows the scroll bar without drawing: React learns only which rows are near, and only when that changes by several. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import {
  isNearWrongEnd,
  isScaled,
  logicalFor,
  moved,
  positionAt,
  rowsSeen,
  start,
  type ScrollPosition,
  type ScrollSpace,
} from './scroll-space.ts';
import type { Arrival } from './use-arrival.ts';

/** Rows that are drawn beyond the edges, and by how many the drawn rows change at a time. */
const overscan = 8;
const step = 8;

/** How long after a wheel or finger the scroll bar still moves by it. */
const momentumMs = 250;
const idleMs = 150;

/** After a jump only what is seen is drawn, so that it is there soon; the rows beyond the edges follow when it rests. */
const restMs = 150;

/** From `first` to `end` (exclusive). */
interface Rows {
  first: number;
  end: number;
}

export interface DrawnRows extends Rows {
  direction: 1 | -1;
}

export interface GridScroll {
  drawn: DrawnRows;
  /** Brings a row into sight, moving as little as it takes; `center` puts it into the middle. */
  showRow: (row: number, where?: 'nearest' | 'center') => void;
}

export function useGridScroll(
  space: ScrollSpace,
  scroller: RefObject<HTMLDivElement | null>,
  layer: RefObject<HTMLDivElement | null>,
  arrival: Arrival,
): GridScroll {
  const position = useRef<ScrollPosition>(start);
  const latestSpace = useRef(space);
  const [drawn, setDrawn] = useState<DrawnRows>(() => drawnRows(space, 0, 1));
  const latestDrawn = useRef(drawn);

  const place = usePlace(layer, latestSpace, latestDrawn, position);
  const rest = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(rest.current), []);

  const settle = useCallback(
    (next: ScrollPosition, isSync: boolean) => {
      const direction = next.logical < position.current.logical ? -1 : 1;
      position.current = next;
      const { first, end } = latestDrawn.current;
      const around = drawnRows(latestSpace.current, next.logical, direction);
      const isJump = isApart(around, latestDrawn.current);
      const wanted = isJump ? { ...around, ...rowsSeen(latestSpace.current, next.logical) } : around;
      window.clearTimeout(rest.current);
      if (isJump) rest.current = window.setTimeout(() => setDrawn(around), restMs);
      if (wanted.first === first && wanted.end === end) return place();
      // In the frame of the scroll itself, so that no row is missing when it is painted.
      if (isSync) flushSync(() => setDrawn(wanted));
      else setDrawn(wanted);
    },
    [place],
  );

  const jump = useCallback(
    (logical: number) => {
      const next = positionAt(latestSpace.current, logical);
      settle(next, false);
      if (scroller.current !== null) scroller.current.scrollTop = next.physical;
    },
    [scroller, settle],
  );

  useLayoutEffect(() => {
    latestDrawn.current = drawn;
    place();
  }, [drawn, place]);

  useLayoutEffect(() => {
    latestSpace.current = space;
    jump(position.current.logical);
  }, [space, jump]);

  useScrollEvents(scroller, latestSpace, position, settle);

  return { drawn, showRow: useShowRow(latestSpace, position, useBring(latestSpace, latestDrawn, arrival, jump)) };
}

/** Puts the drawn rows where they are seen. */
function usePlace(
  layer: RefObject<HTMLDivElement | null>,
  space: RefObject<ScrollSpace>,
  drawn: RefObject<DrawnRows>,
  position: RefObject<ScrollPosition>,
): () => void {
  return useCallback(() => {
    const { logical, physical } = position.current;
    const offset = physical + drawn.current.first * space.current.rowHeight - logical;
    if (layer.current !== null) layer.current.style.transform = `translateY(${offset}px)`;
  }, [layer, space, drawn, position]);
}

/** Moves to a pixel of the rows: at once to what is drawn, to what is far away when its rows have come. */
function useBring(
  space: RefObject<ScrollSpace>,
  drawn: RefObject<DrawnRows>,
  arrival: Arrival,
  jump: (logical: number) => void,
): (logical: number) => void {
  return useCallback(
    (logical) => {
      const rows = rowsSeen(space.current, positionAt(space.current, logical).logical);
      if (isApart(rows, drawn.current)) arrival(rows, () => jump(logical));
      else jump(logical);
    },
    [space, drawn, arrival, jump],
  );
}

function useShowRow(
  space: RefObject<ScrollSpace>,
  position: RefObject<ScrollPosition>,
  bring: (logical: number) => void,
): GridScroll['showRow'] {
  return useCallback(
    (row, where = 'nearest') => {
      const { rowHeight, viewport } = space.current;
      const { logical } = position.current;
      const nearest = logicalFor(space.current, row, logical);
      const target = where === 'center' ? row * rowHeight - (viewport - rowHeight) / 2 : nearest;
      if (target !== logical) bring(target);
    },
    [space, position, bring],
  );
}

function useScrollEvents(
  scroller: RefObject<HTMLDivElement | null>,
  space: RefObject<ScrollSpace>,
  position: RefObject<ScrollPosition>,
  settle: (next: ScrollPosition, isSync: boolean) => void,
): void {
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    let movedByHandAt = -Infinity;
    let idle: number | undefined;
    const hand = () => (movedByHandAt = performance.now());
    const putBarBack = () => {
      const right = positionAt(space.current, position.current.logical);
      if (right.physical === position.current.physical) return;
      settle(right, false);
      element.scrollTop = right.physical;
    };
    const scroll = () => {
      const physical = element.scrollTop;
      if (Math.abs(physical - position.current.physical) < 1) return;
      const isByHand = performance.now() - movedByHandAt < momentumMs;
      settle(moved(space.current, position.current, physical, isByHand), true);
      if (!isScaled(space.current)) return;
      if (isNearWrongEnd(space.current, position.current)) putBarBack();
      window.clearTimeout(idle);
      if (isByHand) idle = window.setTimeout(putBarBack, idleMs);
    };
    const passive = { passive: true };
    element.addEventListener('scroll', scroll, passive);
    element.addEventListener('wheel', hand, passive);
    element.addEventListener('touchmove', hand, passive);
    return () => {
      window.clearTimeout(idle);
      element.removeEventListener('scroll', scroll);
      element.removeEventListener('wheel', hand);
      element.removeEventListener('touchmove', hand);
    };
  }, [scroller, space, position, settle]);
}

function isApart(a: Rows, b: Rows): boolean {
  return a.first >= b.end || a.end <= b.first;
}

function drawnRows(space: ScrollSpace, logical: number, direction: 1 | -1): DrawnRows {
  const { first, end } = rowsSeen(space, logical);
  return {
    first: Math.max(0, Math.floor((first - overscan) / step) * step),
    end: Math.min(space.rowCount, Math.ceil((end + overscan) / step) * step),
    direction,
  };
}
