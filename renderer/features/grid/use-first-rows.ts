/** Learns from the first page how wide the columns should be, and how many rows there are at least. */
import { useEffect } from 'react';
import type { OpenTable } from '../../../contract/index.ts';
import { useOpenTable } from '../../state/open-table.ts';
import { useGrid } from './grid-store.ts';
import { naturalWidth } from './natural-width.ts';
import { blockColumns, blockOf, pageOf, pageRows } from './page-plan.ts';
import type { Pages } from './use-pages.ts';

const rowsLookedAt = 60;

export function useFirstRows(table: OpenTable, { cache, revision }: Pages, onRows: (rows: number) => void): void {
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
    const first = cache.get({ page: 0, block: 0 });
    if (first !== undefined) onRows(first.rowCount);
  }, [table, cache, revision, onRows]);

  const head = useGrid((state) => state.selection?.head.row ?? null);
  useEffect(() => {
    const page = head === null ? undefined : cache.get({ page: pageOf(head), block: 0 });
    const at = head === null ? 0 : head % pageRows;
    const sourceRow = page !== undefined && at < page.rowCount ? page.sourceRow(at) : null;
    useOpenTable.setState({ sourceRow });
  }, [head, cache, revision]);
}
