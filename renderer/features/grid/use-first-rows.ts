/** Learns from the first page how wide the columns should be, and how many rows there are at least. */
import { useEffect } from 'react';
import type { OpenTable } from '../../../contract/index.ts';
import { useOpenTable } from '../../state/open-table.ts';
import { endStart } from '../../transport/first-rows-first.ts';
import type { DecodedPage } from './decoded-page.ts';
import { useGrid } from './grid-store.ts';
import { naturalWidth } from './natural-width.ts';
import { blockColumns, blockOf, blocksOf, pageOf, pageRows } from './page-plan.ts';
import type { Pages } from './use-pages.ts';

const rowsLookedAt = 60;

/** `drawn` are the positions in the source of the columns that are seen: at least their pages are there. */
export function useFirstRows(
  table: OpenTable,
  { cache, revision }: Pages,
  drawn: readonly number[],
  onRows: (rows: number) => void,
): void {
  useEffect(() => {
    const { natural } = useGrid.getState();
    const widths = new Map(natural);
    for (const [source, column] of table.source.columns.entries()) {
      const page = widths.has(column.name) ? undefined : cache.get({ page: 0, block: blockOf(source) });
      if (page === undefined) continue;
      const rows = Math.min(rowsLookedAt, page.rowCount);
      const values = Array.from({ length: rows }, (_, row) => page.cell(row, source % blockColumns));
      widths.set(column.name, naturalWidth(column, values));
    }
    if (widths.size > natural.size) useGrid.setState({ natural: widths });
    const first = anyBlock(cache, 0, drawn);
    if (first === undefined) return;
    onRows(first.rowCount);
    endStart();
  }, [table, cache, revision, drawn, onRows]);

  const head = useGrid((state) => state.selection?.head.row ?? null);
  useEffect(() => {
    const page = head === null ? undefined : anyBlock(cache, pageOf(head), drawn);
    const at = head === null ? 0 : head % pageRows;
    const sourceRow = page !== undefined && at < page.rowCount ? page.sourceRow(at) : null;
    useOpenTable.setState({ sourceRow });
  }, [head, cache, revision, drawn]);
}

/** Every block of a page has the numbers of its rows. */
function anyBlock(cache: Pages['cache'], page: number, drawn: readonly number[]): DecodedPage | undefined {
  for (const block of blocksOf(drawn)) {
    const found = cache.get({ page, block });
    if (found !== undefined) return found;
  }
  return undefined;
}
