/** Which cells are selected: a rectangle from where it was begun to where it was led. */

/** A cell as it stands on the screen: its column is a position there. */
export interface Point {
  row: number;
  column: number;
}

/** A cell that stays the same when columns are moved: its row is a position among the rows shown, its column a name. */
export interface Cell {
  row: number;
  column: string;
}

export interface Selection {
  anchor: Cell;
  /** The cell at hand. */
  head: Cell;
}

export interface Rectangle {
  top: number;
  /** Exclusive. */
  bottom: number;
  left: number;
  /** Exclusive. */
  right: number;
}

export interface Extent {
  rows: number;
  columns: number;
  /** Rows that PageUp and PageDown move by. */
  pageRows: number;
}

/** Where a cell stands; `names` are those of the columns on the screen. Undefined where its column is not among them. */
export function pointOf({ row, column }: Cell, names: readonly string[]): Point | undefined {
  const position = names.indexOf(column);
  return position < 0 ? undefined : { row, column: position };
}

/** Null where nothing is selected that is on the screen. */
export function rectangleOf(selection: Selection | null, names: readonly string[]): Rectangle | null {
  const anchor = selection === null ? undefined : pointOf(selection.anchor, names);
  const head = selection === null ? undefined : pointOf(selection.head, names);
  if (anchor === undefined || head === undefined) return null;
  return {
    top: Math.min(anchor.row, head.row),
    bottom: Math.max(anchor.row, head.row) + 1,
    left: Math.min(anchor.column, head.column),
    right: Math.max(anchor.column, head.column) + 1,
  };
}

export function cellsIn({ top, bottom, left, right }: Rectangle): number {
  return (bottom - top) * (right - left);
}

export function selectionAt(cell: Cell): Selection {
  return { anchor: cell, head: cell };
}

type Press = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey'>;

/** Where the head goes for a key; undefined for a key that does not move it. */
export function headAfter(head: Point, press: Press, extent: Extent): Point | undefined {
  const isFar = press.ctrlKey || press.metaKey;
  const step = stepOf(press.key, isFar, head, extent);
  if (step === undefined) return undefined;
  return {
    row: within(step.row, extent.rows),
    column: within(step.column, extent.columns),
  };
}

function stepOf(key: string, isFar: boolean, { row, column }: Point, extent: Extent): Point | undefined {
  switch (key) {
    case 'ArrowUp':
      return { row: isFar ? 0 : row - 1, column };
    case 'ArrowDown':
      return { row: isFar ? extent.rows - 1 : row + 1, column };
    case 'ArrowLeft':
      return { row, column: isFar ? 0 : column - 1 };
    case 'ArrowRight':
      return { row, column: isFar ? extent.columns - 1 : column + 1 };
    case 'PageUp':
      return { row: row - extent.pageRows, column };
    case 'PageDown':
      return { row: row + extent.pageRows, column };
    case 'Home':
      return { row: isFar ? 0 : row, column: 0 };
    case 'End':
      return { row: isFar ? extent.rows - 1 : row, column: extent.columns - 1 };
    default:
      return undefined;
  }
}

function within(position: number, count: number): number {
  return Math.min(Math.max(position, 0), Math.max(count - 1, 0));
}
