/** What can be done with the column at hand. */
import type { Action } from '../../shell/actions.ts';
import { changeView } from '../../state/open-table.ts';
import { orderAfterMove } from './column-order.ts';
import { hideColumn, setColumnOrder, showAllColumns, toggleFrozen } from './grid-store.ts';

interface ColumnsAtHand {
  /** Of all columns shown, in the order of the screen. */
  names: readonly string[];
  /** Of the column at hand; undefined while none is. */
  position: number | undefined;
  isSorted: boolean;
  hasHidden: boolean;
}

export function columnActions({ names, position, isSorted, hasHidden }: ColumnsAtHand): Action[] {
  const name = position === undefined ? undefined : names[position];
  const act = (id: string, label: string, run: (column: string) => void, isPossible = true): Action => ({
    id: `column.${id}`,
    label,
    group: 'view',
    enabled: name !== undefined && isPossible,
    run: () => name !== undefined && run(name),
  });
  const at = position ?? 0;
  const before = (column: string | null | undefined) => (moved: string) =>
    column !== undefined && setColumnOrder(orderAfterMove(names, moved, column));
  return [
    act('ascending', 'Sort by this column, smallest first', (column) => sortBy(column, false)),
    act('descending', 'Sort by this column, largest first', (column) => sortBy(column, true)),
    act('freeze', 'Freeze or release this column', toggleFrozen),
    act('hide', 'Hide this column', hideColumn, names.length > 1),
    { ...act('left', 'Move this column to the left', before(names[at - 1]), at > 0), shortcut: 'alt+shift+ArrowLeft' },
    {
      ...act('right', 'Move this column to the right', before(names[at + 2] ?? null), at < names.length - 1),
      shortcut: 'alt+shift+ArrowRight',
    },
    {
      id: 'column.unsorted',
      label: 'Rows in the order of the file',
      group: 'view',
      enabled: isSorted,
      run: () => changeView({ sort: [] }),
    },
    { id: 'column.showAll', label: 'Show all columns', group: 'view', enabled: hasHidden, run: showAllColumns },
  ];
}

function sortBy(column: string, descending: boolean): void {
  changeView({ sort: [{ column, descending }] });
}
