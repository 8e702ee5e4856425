/** Moves the cell at hand with the keyboard, and keeps it in sight. */
import { useCallback, useEffect, type KeyboardEvent, type RefObject } from 'react';
import { runAction } from '../../shell/actions.ts';
import { useOpenTable } from '../../state/open-table.ts';
import { select, useGrid } from './grid-store.ts';
import { headAfter, selectionAt, type Extent, type Point } from './selection.ts';
import type { Columns } from './use-columns.ts';

interface GridKeys {
  extent: Extent;
  columns: Columns;
  scroller: RefObject<HTMLDivElement | null>;
  showRow: (row: number) => void;
}

export function useGridKeys({ extent, columns, scroller, showRow }: GridKeys): (event: KeyboardEvent) => void {
  const { shown, frame } = columns;
  const selection = useGrid((state) => state.selection);
  useEffect(() => {
    const column = selection === null ? undefined : shown[selection.head.column];
    const cell = selection === null || column === undefined ? null : { row: selection.head.row, column: column.name };
    useOpenTable.setState({ cell });
  }, [selection, shown]);
  return useCallback(
    (event) => {
      if (event.altKey || event.defaultPrevented) return;
      const isMod = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      if (isMod && key === 'c') return prevent(event, runAction('grid.copy'));
      if (isMod && key === 'a') {
        const head = { row: extent.rows - 1, column: extent.columns - 1 };
        select({ anchor: { row: 0, column: 0 }, head });
        return prevent(event, true);
      }
      const { selection: now } = useGrid.getState();
      if (event.key === 'Escape') {
        if (now !== null && now.anchor !== now.head) prevent(event, true);
        return select(now === null ? null : selectionAt(now.head));
      }
      const head = now === null ? firstHead(event, extent) : headAfter(now.head, event, extent);
      if (head === undefined) return;
      prevent(event, true);
      select(event.shiftKey && now !== null ? { anchor: now.anchor, head } : selectionAt(head));
      showRow(head.row);
      const column = shown[head.column];
      if (column !== undefined && !column.isFrozen) showColumn(scroller.current, column, frame.looseLeft);
    },
    [extent, shown, frame.looseLeft, scroller, showRow],
  );
}

function prevent(event: KeyboardEvent, isDone: boolean): void {
  if (isDone) event.preventDefault();
}

/** An arrow goes to the first cell; every other key goes where it would go from there. */
function firstHead(event: KeyboardEvent, extent: Extent): Point | undefined {
  const first = { row: 0, column: 0 };
  return event.key.startsWith('Arrow') ? first : headAfter(first, event, extent);
}

function showColumn(scroller: HTMLDivElement | null, column: { left: number; width: number }, looseLeft: number): void {
  if (scroller === null) return;
  const sight = scroller.clientWidth - looseLeft;
  if (column.left < scroller.scrollLeft) scroller.scrollLeft = column.left;
  else if (column.left + column.width > scroller.scrollLeft + sight) {
    scroller.scrollLeft = Math.min(column.left, column.left + column.width - sight);
  }
}
