/** Which pages are needed for what is seen, the nearest first. */
import type { PageKey } from './page-cache.ts';

/** Rows of a page: a few screens. */
export const pageRows = 200;

/**
 * Columns of a page. Those in sight come first: far down a Parquet file each column is decoded from the beginning of its row group,
 * so that the rest of a wide table would take several times as long.
 */
export const blockColumns = 10;

/** So many columns have their widths from the start, from the first page, whether they are in sight or not. */
const measuredColumns = 60;

export function pageOf(row: number): number {
  return Math.floor(row / pageRows);
}

export function blockOf(column: number): number {
  return Math.floor(column / blockColumns);
}

/** Blocks of the columns at these positions in the source. */
export function blocksOf(columns: readonly number[]): number[] {
  return [...new Set(columns.map(blockOf))];
}

/**
 * `columns` are positions in the source of the columns seen, of `columnCount`; rows from `first` to `end` (exclusive) are seen, of
 * `rowCount`.
 */
export function pagesNeeded(
  rows: { first: number; end: number; rowCount: number },
  { columns, columnCount }: { columns: readonly number[]; columnCount: number },
  direction: 1 | -1,
): PageKey[] {
  const blocks = blocksOf(columns);
  const { first, last, all: seen } = pagesOf(rows);
  const end = pageOf(Math.max(0, rows.rowCount - 1));
  const next = direction > 0 ? last + 1 : first - 1;
  const pages = next >= 0 && next <= end ? [...seen, next] : seen;
  const beside = blocksBeside(blocks, columnCount, first === 0 ? blockOf(measuredColumns) : 0);
  return [...keysOf(pages, blocks), ...keysOf(seen, beside)];
}

/** Only those that rows from `first` to `end` (exclusive) cannot be shown without. */
export function pagesSeen(rows: { first: number; end: number }, columns: readonly number[]): PageKey[] {
  return keysOf(pagesOf(rows).all, blocksOf(columns));
}

/** The pages in which rows from `first` to `end` (exclusive) lie. */
function pagesOf(rows: { first: number; end: number }): { first: number; last: number; all: number[] } {
  const first = pageOf(rows.first);
  const last = pageOf(Math.max(rows.first, rows.end - 1));
  return { first, last, all: Array.from({ length: last - first + 1 }, (_, at) => first + at) };
}

/** The block after those that are seen, the one before them, and those of the first columns as far as `upTo`. */
function blocksBeside(blocks: readonly number[], columnCount: number, upTo: number): number[] {
  const last = blockOf(Math.max(0, columnCount - 1));
  const firsts = Array.from({ length: upTo }, (_, block) => block);
  const beside = [Math.max(...blocks) + 1, Math.min(...blocks) - 1, ...firsts];
  return [...new Set(beside)].filter((block) => block >= 0 && block <= last && !blocks.includes(block));
}

function keysOf(pages: readonly number[], blocks: readonly number[]): PageKey[] {
  return pages.flatMap((page) => blocks.map((block) => ({ page, block })));
}
