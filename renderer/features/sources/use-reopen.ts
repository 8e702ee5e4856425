/** Reads the open table in another way; the one that is shown stays until the other is there. */
import { useState } from 'react';
import type { RowcastError } from '../../../contract/index.ts';
import { useClient } from '../../transport/client.ts';
import { reopenSource, type ReadOtherwise } from './open-source.ts';

/** Takes back all that was said about how text is read. */
export const asFound: ReadOtherwise = () => ({ csv: {}, types: {} });

export function useReopen() {
  const client = useClient();
  const [fault, setFault] = useState<RowcastError | undefined>();
  const reopen = (change: ReadOtherwise) =>
    void reopenSource(client, change).then((opening) => setFault(typeof opening === 'string' ? undefined : opening));
  /** `fault` is why the last change could not be made. */
  return { fault, reopen };
}
