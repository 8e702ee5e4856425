/** Asks for the pages of what is seen and near it, as it changes. */
import { useEffect, useRef } from 'react';
import type { OpenTable } from '../../../contract/index.ts';
import { pageOf, pageRows, pagesNeeded } from './page-plan.ts';
import type { DrawnRows } from './use-grid-scroll.ts';
import type { Pages } from './use-pages.ts';

/** Rows that fly past are not asked for: longer than a frame, shorter than what a person notices. */
const restMs = 40;
/** Jumps that follow each other within this time are a drag of the bar; a single one is answered at once. */
const jumpsMs = 200;

/** `seen` are the positions in the source of the columns that are seen. */
export function useWantedPages(
  { source }: OpenTable,
  { cache, reach }: Pages,
  rows: { drawn: DrawnRows; rowCount: number },
  seen: readonly number[],
): void {
  const { drawn, rowCount } = rows;
  const columnCount = source.columns.length;
  const lastPage = useRef(-1);
  const lastJumpAt = useRef(-Infinity);
  useEffect(() => {
    const want = () => {
      const needed = pagesNeeded({ ...drawn, rowCount }, { columns: seen, columnCount }, drawn.direction);
      cache.want(needed.filter(({ page }) => (page + 1) * pageRows <= reach));
    };
    const page = pageOf(drawn.first);
    const isNear = Math.abs(page - lastPage.current) <= 1;
    const isFirstJump = performance.now() - lastJumpAt.current > jumpsMs;
    lastPage.current = page;
    if (!isNear) lastJumpAt.current = performance.now();
    if (isNear || isFirstJump) return want();
    const rest = window.setTimeout(want, restMs);
    return () => window.clearTimeout(rest);
  }, [cache, drawn, rowCount, seen, columnCount, reach]);
}
