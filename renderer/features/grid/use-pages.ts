/** Keeps the pages near what is seen, and tells the grid when one has come. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { OpenTable, View } from '../../../contract/index.ts';
import { useOpenTable } from '../../state/open-table.ts';
import { useClient, type Client } from '../../transport/client.ts';
import type { DecodedPage } from './decoded-page.ts';
import { PageCache } from './page-cache.ts';
import { blockColumns, pageRows } from './page-plan.ts';

/** A few megabytes of Arrow: some twenty thousand rows of forty columns. */
const keptPages = 480;
/** What is seen comes first; more at once would share the cores with it. */
const pagesAtOnce = 2;

export interface Pages {
  cache: PageCache<DecodedPage>;
  /** Counts pages that came. */
  revision: number;
  /** Rows that can be asked for; the rest are still being read. */
  reach: number;
  retry: () => void;
}

export function usePages(table: OpenTable, view: View): Pages {
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
  const retry = useCallback(() => cache.retry(), [cache]);
  return { cache, revision, reach, retry };
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
