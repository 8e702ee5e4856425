/** Reads the open table in another way; the one that is shown stays until the other is there. */
import { useState } from 'react';
import type { RowcastError, SourceRequest } from '../../../contract/index.ts';
import { useClient } from '../../transport/client.ts';
import { openSource } from './open-source.ts';

export function useReopen(request: SourceRequest) {
  const client = useClient();
  const [fault, setFault] = useState<RowcastError | undefined>();
  return {
    /** Why the last change could not be made. */
    fault,
    reopen: (change: Partial<SourceRequest>) => {
      void openSource(client, { ...request, ...change }, { keepsOpen: true }).then(setFault);
    },
  };
}
