/** The rows that are drawn, each with the page that its cells come from. */
import { useMemo, useRef } from 'react';
import type { DecodedPage } from './decoded-page.ts';
import { GridRow, type RowFrame } from './grid-row.tsx';
import { useGrid } from './grid-store.ts';
import { blocksOf, pageOf, pageRows } from './page-plan.ts';
import { pointOf, rectangleOf } from './selection.ts';
import type { Columns } from './use-columns.ts';
import type { DrawnRows } from './use-grid-scroll.ts';
import type { Pages } from './use-pages.ts';

export const rowHeight = 28;

interface GridRowsProps {
  drawn: DrawnRows;
  columns: Columns;
  pages: Pages;
}

export function GridRows({ drawn, columns: { names, frame }, pages }: GridRowsProps) {
  const selection = useGrid((state) => state.selection);
  const blocksAt = useBlocks(drawn, frame, pages);
  const rectangle = rectangleOf(selection, names);
  const head = selection === null ? undefined : pointOf(selection.head, names);
  const slots = useSlots(drawn.end - drawn.first);
  const rows = [];
  for (let row = drawn.first; row < drawn.end; row += 1) {
    const isSelected = rectangle !== null && row >= rectangle.top && row < rectangle.bottom;
    rows.push(
      <GridRow
        key={row % slots}
        row={row}
        top={(row - drawn.first) * rowHeight}
        frame={frame}
        pages={blocksAt(pageOf(row))}
        at={row % pageRows}
        selectedFrom={isSelected ? rectangle.left : -1}
        selectedTo={isSelected ? rectangle.right : -1}
        head={head?.row === row ? head.column : -1}
      />,
    );
  }
  return rows;
}

/** Elements are used again for other rows, which is cheaper than new ones. So many are enough for all rows that were drawn at once. */
function useSlots(drawnRows: number): number {
  const most = useRef(0);
  most.current = Math.max(most.current, drawnRows);
  return most.current;
}

type Blocks = readonly (DecodedPage | undefined)[];

/** The blocks of each drawn page by their numbers; the same array as long as the same blocks are there. */
function useBlocks(drawn: DrawnRows, frame: RowFrame, { cache, revision }: Pages): (page: number) => Blocks {
  const before = useRef<ReadonlyMap<number, Blocks>>(new Map());
  return useMemo(() => {
    const numbers = blocksOf([...frame.frozen, ...frame.loose].map(({ source }) => source));
    const now = new Map<number, Blocks>();
    for (let page = pageOf(drawn.first); page <= pageOf(drawn.end); page += 1) {
      const blocks: (DecodedPage | undefined)[] = [];
      for (const block of numbers) blocks[block] = cache.get({ page, block });
      const old = before.current.get(page);
      now.set(page, old !== undefined && isSame(old, blocks) ? old : blocks);
    }
    before.current = now;
    return (page: number) => now.get(page) ?? [];
    // The revision stands for what is in the cache.
  }, [drawn, frame, cache, revision]);
}

function isSame(a: Blocks, b: Blocks): boolean {
  return a.length === b.length && a.every((page, at) => page === b[at]);
}
