/** Takes dropped files: in the browser app they are copied first, one drop after the other. */
import { useCallback, useRef, useState } from 'react';
import { create } from 'zustand';
import { useClient } from '../../transport/client.ts';
import { useHost } from '../../transport/host.ts';
import { tell, tellFault } from '../../ui/notice.ts';
import { askForTable } from './asked-table.ts';
import { openPaths, opensTable } from './open-paths.ts';
import { sourceName } from './source-name.ts';

export interface CopyUnderWay {
  name: string;
  /** 0 to 1. */
  share: number;
  cancel: () => void;
}

/** Drops that are being copied and opened. */
export const useDrops = create(() => ({ underWay: 0 }));

function count(change: 1 | -1): void {
  useDrops.setState(({ underWay }) => ({ underWay: underWay + change }));
}

export function useDrop() {
  const client = useClient();
  const host = useHost();
  const [copying, setCopying] = useState<CopyUnderWay | null>(null);
  const last = useRef(Promise.resolve());
  const take = useCallback(
    async (files: readonly File[], wish: number | undefined) => {
      const stop = new AbortController();
      const name = sourceName(files.map((file) => file.name));
      const onShare = (share: number) => setCopying({ name, share, cancel: () => stop.abort() });
      try {
        const paths = await host.pathsOf(files, { onShare, signal: stop.signal });
        setCopying(null);
        const opening = await openPaths(client, paths, wish);
        if (opening === 'superseded') tell(`${name} was not opened, since another table was meanwhile.`);
      } catch (error) {
        tellFault(error);
      } finally {
        setCopying(null);
      }
    },
    [client, host],
  );
  const drop = useCallback(
    (files: readonly File[]) => {
      // What is asked for now is what it is compared with when it is there.
      const wish = opensTable(files.map((file) => file.name)) ? askForTable() : undefined;
      count(1);
      last.current = last.current.then(() => take(files, wish)).finally(() => count(-1));
    },
    [take],
  );
  return { drop, copying };
}
