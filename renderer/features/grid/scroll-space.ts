/**
 * Maps the scroll bar's range onto rows: browsers limit an element to some 33 million pixels, and ten million rows would take 280.
 *
 * Where all rows fit, both are the same. Where they do not, wheel, touch and keys move by exact pixels, and the bar, when it is
 * dragged, moves by its share of the whole. After exact moves the bar is put back where it belongs while nothing scrolls.
 */

/** Pixels, well under every browser's limit and exact in the 32-bit floats of a compositor. */
export const tallest = 4_000_000;

/** A drag of the bar by one pixel moves by more than this, a wheel by less. */
const longestExactMove = 1500;

export interface ScrollSpace {
  rowCount: number;
  rowHeight: number;
  /** Height in which rows are seen. */
  viewport: number;
}

/** Where the table stands: the pixel of the rows at the upper edge, and of the scroll bar's range. */
export interface ScrollPosition {
  logical: number;
  physical: number;
}

export const start: ScrollPosition = { logical: 0, physical: 0 };

/** Height of all rows. */
export function logicalHeight({ rowCount, rowHeight }: ScrollSpace): number {
  return rowCount * rowHeight;
}

/** Height of the element that is scrolled. */
export function physicalHeight(space: ScrollSpace): number {
  return Math.min(logicalHeight(space), tallest);
}

function mostLogical(space: ScrollSpace): number {
  return Math.max(0, logicalHeight(space) - space.viewport);
}

function mostPhysical(space: ScrollSpace): number {
  return Math.max(0, physicalHeight(space) - space.viewport);
}

export function isScaled(space: ScrollSpace): boolean {
  return logicalHeight(space) > tallest;
}

/** Where the bar belongs for a pixel of the rows. */
export function positionAt(space: ScrollSpace, logical: number): ScrollPosition {
  const most = mostLogical(space);
  const within = Math.min(Math.max(logical, 0), most);
  if (!isScaled(space)) return { logical: within, physical: within };
  return { logical: within, physical: Math.round((within / most) * mostPhysical(space)) };
}

/** Follows the bar. `isExact`: a wheel or finger moved it, whatever the distance. */
export function moved(space: ScrollSpace, from: ScrollPosition, physical: number, isExact: boolean): ScrollPosition {
  if (!isScaled(space)) return { logical: Math.min(physical, mostLogical(space)), physical };
  const distance = physical - from.physical;
  if (!isExact && physical <= 0) return { logical: 0, physical };
  if (!isExact && physical >= mostPhysical(space)) return { logical: mostLogical(space), physical };
  if (isExact || Math.abs(distance) <= longestExactMove) {
    const logical = Math.min(Math.max(from.logical + distance, 0), mostLogical(space));
    return { logical, physical };
  }
  return { logical: (physical / mostPhysical(space)) * mostLogical(space), physical };
}

/** Whether the bar is so near an end that exact moves would stop before the rows do. */
export function isNearWrongEnd(space: ScrollSpace, { logical, physical }: ScrollPosition): boolean {
  if (!isScaled(space)) return false;
  const margin = space.viewport * 2;
  const isTooHigh = physical < margin && logical > physical + margin;
  const isTooLow =
    mostPhysical(space) - physical < margin && mostLogical(space) - logical > mostPhysical(space) - physical + margin;
  return isTooHigh || isTooLow;
}

/** First and last row (exclusive) that are seen, at least in part. */
export function rowsSeen(space: ScrollSpace, logical: number): { first: number; end: number } {
  const first = Math.min(Math.floor(logical / space.rowHeight), Math.max(0, space.rowCount - 1));
  const end = Math.min(Math.ceil((logical + space.viewport) / space.rowHeight), space.rowCount);
  return { first: Math.max(0, first), end: Math.max(end, 0) };
}

/** The nearest pixel at which a row is seen whole. */
export function logicalFor(space: ScrollSpace, row: number, logical: number): number {
  const top = row * space.rowHeight;
  if (top < logical) return top;
  const bottom = top + space.rowHeight - space.viewport;
  return bottom > logical ? bottom : logical;
}
