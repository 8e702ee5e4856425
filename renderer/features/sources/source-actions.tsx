/** What can be done to get a table. */
import { useEffect } from 'react';
import { useActions } from '../../shell/actions.ts';
import { useClient } from '../../transport/client.ts';
import { useHost } from '../../transport/host.ts';
import { tellFault } from '../../ui/notice.ts';
import { openFolder } from './open-folder.ts';
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
    {
      id: 'file.openFolder',
      label: 'Open folder of tables …',
      group: 'file',
      keywords: 'directory glob pattern many files',
      run: async () => {
        const folder = await host.chooseFolder();
        if (folder !== null) await openFolder(client, folder).catch(tellFault);
      },
    },
  ]);
  return null;
}
