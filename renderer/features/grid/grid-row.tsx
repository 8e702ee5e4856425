/** A row of the grid: plain elements only, drawn again only when something about it changes. */
import { memo, type ReactElement } from 'react';
import type { ShownColumn } from './column-order.ts';
import type { DecodedPage } from './decoded-page.ts';
import classes from './grid.module.css';
import { blockColumns, blockOf } from './page-plan.ts';

/** What all rows have in common; made anew only when it changes. */
export interface RowFrame {
  frozen: readonly ShownColumn[];
  /** Those of the other columns that are near what is seen. */
  loose: readonly ShownColumn[];
  /** Position on the screen of the first of `loose`. */
  firstLoose: number;
  /** Pixels of a whole row, of the row numbers, and to where the columns that are not frozen begin. */
  width: number;
  gutter: number;
  looseLeft: number;
  /** Tint by column name: 1 for the first model's predictions, 2 for the second's. */
  tints: ReadonlyMap<string, number>;
  /** Whether rows stand in the order of the source, so that their numbers are known before they come. */
  isPlain: boolean;
}

export interface GridRowProps {
  row: number;
  top: number;
  frame: RowFrame;
  /** The row's page for each block of columns; undefined while it is on its way. */
  pages: readonly (DecodedPage | undefined)[];
  /** Row within its page. */
  at: number;
  /** Selected columns by position, exclusive at the end. */
  selectedFrom: number;
  selectedTo: number;
  /** Position of the cell at hand; -1 where it is in another row. */
  head: number;
}

export const activeCellId = 'grid-active-cell';

export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { row, top, frame, selectedFrom } = props;
  const number = numberOf(props);
  return (
    <div className={classes.row} role="row" aria-rowindex={row + 2} style={{ top, width: frame.width }}>
      <div
        className={classes.gutter}
        role="rowheader"
        aria-colindex={1}
        data-row={row}
        data-selected={selectedFrom >= 0 || undefined}
        style={{ width: frame.gutter }}
      >
        {number?.toLocaleString('en')}
      </div>
      {frame.frozen.map((column, position) => cell(props, column, position, frame.gutter + column.left))}
      {frame.loose.map((column, nth) => cell(props, column, frame.firstLoose + nth, frame.looseLeft + column.left))}
    </div>
  );
});

function numberOf({ row, pages, at, frame }: GridRowProps): number | undefined {
  const known = pages.find((page) => page !== undefined && at < page.rowCount);
  if (known !== undefined) return known.sourceRow(at);
  return frame.isPlain ? row + 1 : undefined;
}

/** No component, since a thousand cells are drawn while scrolling. `position` is on the screen, `left` in pixels. */
function cell(props: GridRowProps, column: ShownColumn, position: number, left: number): ReactElement {
  const { row, frame, pages, at, selectedFrom, selectedTo } = props;
  const page = pages[blockOf(column.source)];
  const isThere = page !== undefined && at < page.rowCount;
  const value = isThere ? page.cell(at, column.source % blockColumns) : undefined;
  const isHead = props.head === position;
  const isSelected = position >= selectedFrom && position < selectedTo;
  return (
    <div
      key={column.name}
      id={isHead ? activeCellId : undefined}
      className={column.isFrozen ? classes.frozenCell : classes.cell}
      role="gridcell"
      aria-colindex={position + 2}
      aria-selected={isSelected}
      data-row={row}
      data-column={position}
      data-number={column.isNumber || undefined}
      data-head={isHead || undefined}
      data-tint={frame.tints.get(column.name)}
      data-state={value === undefined ? 'loading' : value === null ? 'missing' : undefined}
      style={{ left, width: column.width }}
    >
      {value === null ? 'NULL' : value}
    </div>
  );
}
