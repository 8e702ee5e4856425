/** What can be done to get a table. */
import { useEffect } from 'react';
import { useActions } from '../../shell/actions.ts';
import { useClient } from '../../transport/client.ts';
import { useHost } from '../../transport/host.ts';
import { openPaths } from './open-paths.ts';
import { openAtStart } from './open-at-start.ts';

export function SourceActions() {
  const client = useClient();
  const host = useHost();
  useEffect(() => {
    void openAtStart(client, host);
    return host.onOpenFiles((paths) => void openPaths(client, paths));
  }, [client, host]);
  useActions([
    {
      id: 'file.open',
      label: 'Open file …',
      group: 'file',
      shortcut: 'mod+O',
      keywords: 'table csv parquet ndjson',
      run: async () => openPaths(client, await host.chooseFiles({ kind: 'table', many: true })),
    },
  ]);
  return null;
}
