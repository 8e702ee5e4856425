/** Selects cells with the mouse: press, drag, shift; whole rows by their numbers. */
import { useMemo, type PointerEvent } from 'react';
import { select, useGrid } from './grid-store.ts';
import { selectionAt, type Point } from './selection.ts';

export function useCellEvents(columnCount: number) {
  return useMemo(() => {
    const press = (event: PointerEvent<HTMLElement>) => {
      const point = event.button === 0 ? pointOf(event.target) : undefined;
      if (point === undefined) return;
      const isRow = point.column < 0;
      const { selection } = useGrid.getState();
      const head = { row: point.row, column: isRow ? columnCount - 1 : point.column };
      const begun = isRow ? { row: point.row, column: 0 } : head;
      const anchor = event.shiftKey && selection !== null ? { ...begun, row: selection.anchor.row } : begun;
      if (event.shiftKey && selection !== null && !isRow) select({ anchor: selection.anchor, head });
      else if (isRow) select({ anchor, head });
      else select(selectionAt(head));
    };
    const lead = (event: PointerEvent<HTMLElement>) => {
      if (event.buttons !== 1) return;
      const point = pointOf(event.target);
      const { selection } = useGrid.getState();
      if (point === undefined || selection === null) return;
      const column = point.column < 0 ? selection.head.column : point.column;
      if (point.row === selection.head.row && column === selection.head.column) return;
      select({ ...selection, head: { row: point.row, column } });
    };
    return { onPointerDown: press, onPointerOver: lead };
  }, [columnCount]);
}

/** Column -1 is the row's number. */
function pointOf(target: EventTarget): Point | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  if (cell === null) return undefined;
  return { row: Number(cell.dataset['row']), column: Number(cell.dataset['column'] ?? -1) };
}
