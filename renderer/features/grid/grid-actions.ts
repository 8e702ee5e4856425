/** What can be done with the grid, for the menu, the palette and the keys. */
import type { RefObject } from 'react';
import type { OpenTable, View } from '../../../contract/index.ts';
import { useActions } from '../../shell/actions.ts';
import { useClient } from '../../transport/client.ts';
import { tell, tellFault } from '../../ui/notice.ts';
import { boxOfHead } from './head-box.ts';
import { columnActions } from './column-actions.ts';
import { copyCells } from './copy-cells.ts';
import { openGoTo } from './go-to-row.tsx';
import { useGrid } from './grid-store.ts';
import { cellsIn, pointOf, rectangleOf } from './selection.ts';
import type { Columns } from './use-columns.ts';

interface GridActions {
  table: OpenTable;
  view: View;
  columns: Columns;
  scroller: RefObject<HTMLDivElement | null>;
  /** Gives the focus to the table. */
  onFocus: () => void;
}

export function useGridActions({ table, view, columns, scroller, onFocus }: GridActions): void {
  const client = useClient();
  const selection = useGrid((state) => state.selection);
  const hasHidden = useGrid((state) => state.choices.hidden.size > 0);
  const { names, shown } = columns;
  const rectangle = rectangleOf(selection, names);
  const position = selection === null ? undefined : pointOf(selection.head, names)?.column;
  const cells = rectangle === null ? 0 : cellsIn(rectangle);
  const copy = async () => {
    if (rectangle === null) return;
    const wanted = names.slice(rectangle.left, rectangle.right);
    try {
      const count = await copyCells(client, { table, view, rectangle, columns: wanted });
      tell(count === 1 ? 'Copied 1 cell' : `Copied ${count.toLocaleString('en')} cells`);
    } catch (error) {
      tellFault(error);
    }
  };
  useActions([
    {
      id: 'grid.copy',
      label: cells > 1 ? `Copy ${cells.toLocaleString('en')} cells` : 'Copy cell',
      group: 'edit',
      shortcut: 'mod+C',
      isLocal: true,
      enabled: cells > 0,
      run: copy,
    },
    { id: 'grid.goto', label: 'Go to row …', group: 'view', shortcut: 'mod+G', run: openGoTo },
    { id: 'grid.focus', label: 'Go to the table', group: 'view', shortcut: 'mod+0', run: onFocus },
    ...columnActions({
      shown,
      position,
      isSorted: view.sort.length > 0,
      hasHidden,
      boxOfHead: (at) => boxOfHead(scroller.current, at),
    }),
  ]);
}
