/** Which cells are selected: a rectangle from where it was begun to where it was led. Columns are positions on the screen. */

export interface Point {
  row: number;
  column: number;
}

export interface Selection {
  anchor: Point;
  /** The cell at hand. */
  head: Point;
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

export function rectangleOf({ anchor, head }: Selection): Rectangle {
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

export function selectionAt(point: Point): Selection {
  return { anchor: point, head: point };
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
