/** Has the engine look at what the columns in sight hold, in the background, and stops it when they are scrolled away. */
import { useEffect, useMemo } from 'react';
import type { OpenTable, View } from '../../../contract/index.ts';
import { useClient } from '../../transport/client.ts';
import { forgetProfiles, keepProfile, useProfiles } from './profile-store.ts';

/** Columns that only fly past are not looked at. */
const restMs = 200;

/** `columns` are the positions in the source of the columns that are drawn. */
export function useProfiling(table: OpenTable, view: View, columns: readonly number[]): void {
  const client = useClient();
  const rows = JSON.stringify({ where: view.where, filters: view.filters });
  useEffect(() => forgetProfiles, [table, rows]);
  const names = useMemo(
    () => JSON.stringify(columns.map((source) => table.source.columns[source]?.name)),
    [table, columns],
  );
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const follow = async () => {
      const { byName } = useProfiles.getState();
      const wanted = (JSON.parse(names) as string[]).filter((name) => byName.get(name)?.exact !== true);
      if (wanted.length === 0) return;
      const { where, filters } = JSON.parse(rows) as Pick<View, 'where' | 'filters'>;
      const asked = {
        table: table.table,
        view: where === undefined ? { filters } : { filters, where },
        columns: wanted,
      };
      for await (const profile of await client.table.profile(asked, { signal })) keepProfile(profile);
    };
    // What columns hold is an extra: where it cannot be told, pages tell why.
    const rest = window.setTimeout(() => void follow().catch(() => undefined), restMs);
    return () => {
      window.clearTimeout(rest);
      controller.abort();
    };
  }, [client, table, rows, names]);
}
