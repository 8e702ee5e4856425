/** Selects cells with the mouse: press, drag, shift; whole rows by their numbers. */
import { useMemo, type PointerEvent } from 'react';
import { select, useGrid } from './grid-store.ts';
import { selectionAt } from './selection.ts';

/** `names` are those of the columns on the screen. */
export function useCellEvents(names: readonly string[]) {
  return useMemo(() => {
    const [first = '', last = ''] = [names[0], names.at(-1)];
    const press = (event: PointerEvent<HTMLElement>) => {
      const place = event.button === 0 ? placeOf(event.target, names) : undefined;
      if (place === undefined) return;
      const { row, column } = place;
      const { selection } = useGrid.getState();
      const from = event.shiftKey ? selection?.anchor : undefined;
      if (column === undefined) {
        select({ anchor: { row: from?.row ?? row, column: first }, head: { row, column: last } });
      } else if (from !== undefined) select({ anchor: from, head: { row, column } });
      else select(selectionAt({ row, column }));
    };
    const lead = (event: PointerEvent<HTMLElement>) => {
      if (event.buttons !== 1) return;
      const place = placeOf(event.target, names);
      const { selection } = useGrid.getState();
      if (place === undefined || selection === null) return;
      const { row, column = selection.head.column } = place;
      if (row === selection.head.row && column === selection.head.column) return;
      select({ ...selection, head: { row, column } });
    };
    return { onPointerDown: press, onPointerOver: lead };
  }, [names]);
}

/** The number of a row has no column. */
function placeOf(
  target: EventTarget,
  names: readonly string[],
): { row: number; column: string | undefined } | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  if (cell === null) return undefined;
  const position = cell.dataset['column'];
  return { row: Number(cell.dataset['row']), column: position === undefined ? undefined : names[Number(position)] };
}
