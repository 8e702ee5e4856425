/** What the columns hold that scoring added, counted in the open result. */
import { useEffect, useState } from 'react';
import type { ColumnProfile, Receipt } from '../../../contract/index.ts';
import { useOpenTable } from '../../state/open-table.ts';
import { useClient } from '../../transport/client.ts';

interface Profiles {
  profiles: ReadonlyMap<string, ColumnProfile>;
  error: unknown;
}

const nothing: Profiles = { profiles: new Map(), error: null };

export function usePredictionProfiles({ models, output }: Pick<Receipt, 'models' | 'output'>) {
  const client = useClient();
  const { request, table } = useOpenTable();
  const isOpen = table !== null && request?.paths.length === 1 && request.paths[0] === output.path;
  const [found, setFound] = useState(nothing);
  const id = isOpen ? table.table : null;
  useEffect(() => {
    if (id === null) return;
    const stop = new AbortController();
    const columns = models.flatMap((model) => model.columns);
    const follow = async () => {
      for await (const profile of await client.table.profile({ table: id, columns }, { signal: stop.signal })) {
        setFound(({ profiles }) => ({ profiles: new Map(profiles).set(profile.name, profile), error: null }));
      }
    };
    setFound(nothing);
    follow().catch((error: unknown) => !stop.signal.aborted && setFound({ ...nothing, error }));
    return () => stop.abort();
  }, [client, id, models]);
  return { ...found, isOpen };
}
