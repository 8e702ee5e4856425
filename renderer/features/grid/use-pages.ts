/** Keeps the pages near what is seen, and tells the grid when one has come. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { OpenTable, View } from '../../../contract/index.ts';
import { useOpenTable } from '../../state/open-table.ts';
import { useClient, type Client } from '../../transport/client.ts';
import type { DecodedPage } from './decoded-page.ts';
import { PageCache } from './page-cache.ts';
import { blockColumns, pageOf, pageRows, pagesNeeded } from './page-plan.ts';
import type { DrawnRows } from './use-grid-scroll.ts';

/** A few megabytes of Arrow: some twenty thousand rows of forty columns. */
const keptPages = 480;
/** What is seen comes first; more at once would share the cores with it. */
const pagesAtOnce = 2;

/** Rows that fly past are not asked for: longer than a frame, shorter than what a person notices. */
const restMs = 40;
/** Jumps that follow each other within this time are a drag of the bar; a single one is answered at once. */
const jumpsMs = 200;

export interface Pages {
  cache: PageCache<DecodedPage>;
  /** Counts pages that came. */
  revision: number;
  retry: () => void;
}

/** `columns` are the positions in the source of the columns that are seen. */
export function usePages(
  table: OpenTable,
  view: View,
  rowCount: number,
  drawn: DrawnRows,
  columns: readonly number[],
): Pages {
  const client = useClient();
  const [revision, setRevision] = useState(0);
  const cache = useMemo(
    () => makeCache(client, table, view, () => setRevision((count) => count + 1)),
    [client, table, view],
  );
  useEffect(() => {
    cache.open();
    return () => cache.close();
  }, [cache]);
  const reach = useOpenTable(({ rowsShown, known }) => (rowsShown !== null ? Infinity : known.reach));
  useEffect(() => cache.retry(), [cache, reach]);
  const lastPage = useRef(-1);
  const lastJumpAt = useRef(-Infinity);
  useEffect(() => {
    const want = () => {
      const columnCount = table.source.columns.length;
      const needed = pagesNeeded({ ...drawn, rowCount }, { columns, columnCount }, drawn.direction);
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
  }, [cache, table, drawn, rowCount, columns, reach]);
  const retry = useCallback(() => cache.retry(), [cache]);
  return { cache, revision, retry };
}

function makeCache(client: Client, table: OpenTable, view: View, onChange: () => void): PageCache<DecodedPage> {
  const names = table.source.columns.map(({ name }) => name);
  return new PageCache({
    capacity: keptPages,
    concurrency: pagesAtOnce,
    onChange,
    fetch: async ({ page, block }, signal) => {
      const columns = names.slice(block * blockColumns, (block + 1) * blockColumns);
      const request = { table: table.table, view, offset: page * pageRows, limit: pageRows, columns };
      const [bytes, { decodePage }] = await Promise.all([
        client.table.page(request, { signal }),
        import('./decoded-page.ts'),
      ]);
      return decodePage(bytes);
    },
  });
}
