/** What can be done with the column at hand. */
import type { Action } from '../../shell/actions.ts';
import { changeView } from '../../state/open-table.ts';
import { announce } from '../../ui/announce.tsx';
import { openFilterForm } from '../filters/filter-store.ts';
import { openColumnMenu } from './column-menu-store.ts';
import { narrowest, orderAfterMove, widest, type ShownColumn } from './column-order.ts';
import { hideColumn, setColumnOrder, setColumnWidth, showAllColumns, toggleFrozen } from './grid-store.ts';

interface ColumnsAtHand {
  /** All columns shown, in the order of the screen. */
  shown: readonly ShownColumn[];
  /** Of the column at hand; undefined while none is. */
  position: number | undefined;
  isSorted: boolean;
  hasHidden: boolean;
  /** Where the head of a column stands in the window. */
  boxOfHead: (position: number) => DOMRect;
}

/** Pixels by which a key changes a column's width. */
const widthStep = 24;

export function columnActions({ shown, position, isSorted, hasHidden, boxOfHead }: ColumnsAtHand): Action[] {
  const at = position ?? 0;
  const column = position === undefined ? undefined : shown[position];
  const names = shown.map(({ name }) => name);
  const act = (id: string, label: string, run: (column: ShownColumn) => void, isPossible = true): Action => ({
    id: `column.${id}`,
    label,
    group: 'view',
    enabled: column !== undefined && isPossible,
    run: () => column !== undefined && run(column),
  });
  const before = (other: string | null | undefined) => (moved: ShownColumn) => {
    if (other === undefined) return;
    const order = orderAfterMove(names, moved.name, other);
    setColumnOrder(order);
    announce(`${moved.name} is column ${order.indexOf(moved.name) + 1} now`);
  };
  return [
    act('ascending', 'Sort by this column, smallest first', ({ name }) => sortBy(name, false)),
    act('descending', 'Sort by this column, largest first', ({ name }) => sortBy(name, true)),
    { ...act('filter', 'Filter by this column …', openFilter), shortcut: 'alt+shift+F', keywords: 'where find' },
    { ...act('menu', 'Menu of this column', openMenu), shortcut: 'shift+F10', isLocal: true },
    { ...act('wider', 'Make this column wider', (wide) => widen(wide, widthStep)), shortcut: 'alt+shift+ArrowUp' },
    {
      ...act('narrower', 'Make this column narrower', (wide) => widen(wide, -widthStep)),
      shortcut: 'alt+shift+ArrowDown',
    },
    act('freeze', 'Freeze or release this column', ({ name, isFrozen }) => {
      toggleFrozen(name);
      announce(isFrozen ? `${name} is released` : `${name} is frozen`);
    }),
    act('hide', 'Hide this column', ({ name }) => hideColumn(name), shown.length > 1),
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

  function openFilter(filtered: ShownColumn): void {
    const { left, bottom } = boxOfHead(at);
    openFilterForm({ column: filtered, at: null, left, top: bottom });
  }

  function openMenu(opened: ShownColumn): void {
    openColumnMenu(opened, boxOfHead(at));
  }
}

function widen({ name, width }: ShownColumn, by: number): void {
  const next = Math.min(Math.max(width + by, narrowest), widest);
  setColumnWidth(name, next);
  announce(`${name} is ${Math.round(next)} pixels wide`);
}

function sortBy(column: string, descending: boolean): void {
  changeView({ sort: [{ column, descending }] });
  announce(`Sorted by ${column}, ${descending ? 'largest' : 'smallest'} first`);
}
