/** Says that a file of the open table was changed or taken away meanwhile, and offers to read it again. */
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useOpenTable } from '../../state/open-table.ts';
import { useClient } from '../../transport/client.ts';
import { useConnection } from '../../transport/connection.ts';
import { Banner } from '../../ui/banner.tsx';
import { reopenSource, type Opening } from './open-source.ts';
import { fileName } from './paths.ts';

interface Change {
  /** Of the table that was open then. */
  table: string;
  path: string;
  change: 'changed' | 'removed';
}

export function ChangedBanner() {
  const client = useClient();
  const request = useOpenTable((state) => state.request);
  const table = useOpenTable((state) => state.table?.table);
  const [change, setChange] = useState<Change | null>(null);
  useEffect(() => {
    if (table === undefined) return;
    const controller = new AbortController();
    const follow = async () => {
      for await (const event of await client.table.watch({ table }, { signal: controller.signal })) {
        setChange({ table, ...event });
      }
    };
    // A table that cannot be watched still says on the next page that it was changed.
    follow().catch(() => undefined);
    return () => controller.abort();
  }, [client, table]);
  if (change === null || change.table !== table || request === null) return null;
  const reload = () => void reopenSource(client).then(showFault);
  const what = change.change === 'removed' ? 'was moved or deleted' : 'was changed since it was opened';
  return (
    <Banner
      buttons={
        change.change === 'changed' && (
          <Button size="compact-xs" variant="default" onClick={reload}>
            Reload
          </Button>
        )
      }
      onClose={() => setChange(null)}
    >
      {fileName(change.path)} {what}.
    </Banner>
  );
}

/** A new engine has no table open: what was shown is opened there again. Draws nothing. */
export function ReopenAfterRestart() {
  const client = useClient();
  const engine = useConnection((state) => state.engine);
  useEffect(() => {
    if (engine >= 2 && useOpenTable.getState().table !== null) void reopenSource(client).then(showFault);
  }, [client, engine]);
  return null;
}

/** What was shown cannot be read on, so that it must not go on standing there. */
function showFault(opening: Opening): void {
  if (typeof opening !== 'string') useOpenTable.setState({ openFault: opening });
}
