/** Opens the file that a run wrote, where it is not open already. */
import { Button } from '@mantine/core';
import type { JobInput, Receipt } from '../../../contract/index.ts';
import { useOpenTable } from '../../state/open-table.ts';
import { useClient } from '../../transport/client.ts';
import { openResult } from './open-result.ts';

interface OpenResultButtonProps {
  receipt: Pick<Receipt, 'models' | 'output' | 'source' | 'quarantine'>;
  /** The job that wrote it. */
  job: Pick<JobInput, 'source' | 'where' | 'destination'>;
  /** Where it is one of many. */
  variant?: 'filled' | 'default';
}

export function OpenResultButton({ receipt, job, variant = 'filled' }: OpenResultButtonProps) {
  const client = useClient();
  const isOpen = useOpenTable(({ request }) => request?.paths.length === 1 && request.paths[0] === receipt.output.path);
  if (isOpen) return null;
  return (
    <Button variant={variant} onClick={() => void openResult(client, receipt, job)}>
      Open it
    </Button>
  );
}
