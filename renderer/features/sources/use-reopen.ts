/** Reads the open table in another way; the one that is shown stays until the other is there. */
import { useState } from 'react';
import type { RowcastError, SourceRequest } from '../../../contract/index.ts';
import { useClient } from '../../transport/client.ts';
import { reopenSource } from './open-source.ts';

export function useReopen() {
  const client = useClient();
  const [fault, setFault] = useState<RowcastError | undefined>();
  return {
    /** Why the last change could not be made. */
    fault,
    reopen: async (change: Partial<SourceRequest>) => {
      const opening = await reopenSource(client, change);
      setFault(typeof opening === 'string' ? undefined : opening);
    },
  };
}
