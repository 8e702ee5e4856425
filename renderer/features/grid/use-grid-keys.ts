/** Moves the cell at hand with the keyboard, and keeps it in sight. */
import { useCallback, useEffect, type KeyboardEvent, type RefObject } from 'react';
import { runAction } from '../../shell/actions.ts';
import { useOpenTable } from '../../state/open-table.ts';
import { openColumnMenu } from './column-menu-store.ts';
import { boxOfHead, headOf } from './head-box.ts';
import { select, useGrid } from './grid-store.ts';
import { headAfter, pointOf, selectionAt, type Extent, type Point } from './selection.ts';
import type { Columns } from './use-columns.ts';

interface GridKeys {
  extent: Extent;
  columns: Columns;
  scroller: RefObject<HTMLDivElement | null>;
  showRow: (row: number) => void;
}

export function useGridKeys({ extent, columns, scroller, showRow }: GridKeys): (event: KeyboardEvent) => void {
  const { shown, names, frame } = columns;
  const selection = useGrid((state) => state.selection);
  useEffect(() => {
    useOpenTable.setState({ cell: selection?.head ?? null });
  }, [selection]);
  return useCallback(
    (event) => {
      if (event.altKey || event.defaultPrevented) return;
      if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) {
        return prevent(event, openMenuAtHead(event.target, columns, scroller.current) || runAction('column.menu'));
      }
      const isMod = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      if (isMod && key === 'c') return prevent(event, runAction('grid.copy'));
      if (isMod && key === 'a') {
        selectAll(names, extent.rows);
        return prevent(event, true);
      }
      const { selection: now } = useGrid.getState();
      if (event.key === 'Escape') {
        if (now !== null && now.anchor !== now.head) prevent(event, true);
        return select(now === null ? null : selectionAt(now.head));
      }
      const from = now === null ? undefined : pointOf(now.head, names);
      const point = from === undefined ? firstHead(event, extent) : headAfter(from, event, extent);
      const column = point === undefined ? undefined : shown[point.column];
      if (point === undefined || column === undefined) return;
      prevent(event, true);
      const head = { row: point.row, column: column.name };
      select(event.shiftKey && now !== null ? { anchor: now.anchor, head } : selectionAt(head));
      showRow(head.row);
      if (!column.isFrozen) showColumn(scroller.current, column, frame.looseLeft);
    },
    [extent, columns, shown, names, frame.looseLeft, scroller, showRow],
  );
}

/** Of the column whose head `target` is in; tells whether there is one. */
export function openMenuAtHead(target: EventTarget, { shown }: Columns, scroller: HTMLElement | null): boolean {
  const position = headOf(target);
  const column = position === undefined ? undefined : shown[position];
  if (position === undefined || column === undefined) return false;
  openColumnMenu(column, boxOfHead(scroller, position));
  return true;
}

function prevent(event: KeyboardEvent, isDone: boolean): void {
  if (isDone) event.preventDefault();
}

function selectAll(names: readonly string[], rows: number): void {
  const [first, last] = [names[0], names.at(-1)];
  if (first === undefined || last === undefined) return;
  select({ anchor: { row: 0, column: first }, head: { row: rows - 1, column: last } });
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
