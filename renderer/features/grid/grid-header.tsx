/** The names, types and contents of the columns, above the rows. */
import { useRef, useState } from 'react';
import type { View } from '../../../contract/index.ts';
import { changeView } from '../../state/open-table.ts';
import type { ShownColumn } from './column-order.ts';
import { orderAfterMove } from './column-order.ts';
import { setColumnOrder } from './grid-store.ts';
import classes from './header.module.css';
import { HeaderCell } from './header-cell.tsx';
import { sortAfterClick } from './sorting.ts';
import type { Columns } from './use-columns.ts';

interface GridHeaderProps {
  view: View;
  columns: Columns;
}

export function GridHeader({ view, columns: { shown, frame } }: GridHeaderProps) {
  const dragged = useRef<string | null>(null);
  const [dropBefore, setDropBefore] = useState<string | null>(null);
  const sortBy = (name: string, isAdded: boolean) =>
    changeView((now) => ({ ...now, sort: sortAfterClick(now.sort, name, isAdded) }));
  const drop = () => {
    const names = shown.map(({ name }) => name);
    if (dragged.current !== null && dropBefore !== null) {
      setColumnOrder(orderAfterMove(names, dragged.current, dropBefore));
    }
    dragged.current = null;
    setDropBefore(null);
  };
  const cell = (column: ShownColumn, position: number, left: number) => (
    <HeaderCell
      key={column.name}
      column={column}
      position={position}
      left={left}
      view={view}
      tint={frame.tints.get(column.name)}
      isDropTarget={dropBefore === column.name}
      onSort={sortBy}
      onDragStart={() => (dragged.current = column.name)}
      onDragOver={() => dragged.current !== null && setDropBefore(column.name)}
      onDrop={drop}
    />
  );
  return (
    <div className={classes.header} role="rowgroup" style={{ width: frame.width }}>
      <div className={classes.headerRow} role="row" aria-rowindex={1}>
        <div className={classes.corner} role="columnheader" aria-colindex={1} style={{ width: frame.gutter }}>
          Row
        </div>
        {frame.frozen.map((column, position) => cell(column, position, frame.gutter + column.left))}
        {frame.loose.map((column, nth) => cell(column, frame.firstLoose + nth, frame.looseLeft + column.left))}
      </div>
    </div>
  );
}
