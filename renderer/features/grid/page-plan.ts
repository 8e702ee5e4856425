/** Which pages are needed for what is seen, the nearest first. */
import type { PageKey } from './page-cache.ts';

/** Rows of a page: a few screens. */
export const pageRows = 200;

/** Columns of a page: tables with more are fetched in blocks of them. */
export const blockColumns = 40;

export function pageOf(row: number): number {
  return Math.floor(row / pageRows);
}

export function blockOf(column: number): number {
  return Math.floor(column / blockColumns);
}

/** `columns` are positions in the source of the columns seen; rows from `first` to `end` (exclusive) are seen, of `rowCount`. */
export function pagesNeeded(
  rows: { first: number; end: number; rowCount: number },
  columns: readonly number[],
  direction: 1 | -1,
): PageKey[] {
  const blocks = [...new Set(columns.map(blockOf))];
  const first = pageOf(rows.first);
  const last = pageOf(Math.max(rows.first, rows.end - 1));
  const end = pageOf(Math.max(0, rows.rowCount - 1));
  const seen = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const next = direction > 0 ? last + 1 : first - 1;
  const pages = next >= 0 && next <= end ? [...seen, next] : seen;
  return pages.flatMap((page) => blocks.map((block) => ({ page, block })));
}
