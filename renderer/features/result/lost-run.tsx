/** A run whose engine ended: what the engine after it finds of it, since this one could not say. */
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../transport/client.ts';
import { useConnection } from '../../transport/connection.ts';
import { EmptyHint } from '../../ui/empty-hint.tsx';
import { FaultCard } from '../../ui/fault-card.tsx';
import type { Run } from '../score/run-store.ts';
import { ReceiptView } from './receipt-view.tsx';
import { RetryButton } from './retry-button.tsx';
import classes from './result.module.css';

const pollMs = 500;

export function LostRun({ run }: { run: Run }) {
  const { id, job, fault } = run;
  const client = useClient();
  const isConnected = useConnection(({ state }) => state === 'connected');
  const { data: record, isError } = useQuery({
    queryKey: ['history', 'get', id],
    queryFn: ({ signal }) => client.history.get({ id: id ?? '' }, { signal }),
    enabled: isConnected,
    // An engine that lives on behind a broken connection still has to take back what it wrote.
    refetchInterval: ({ state: { data } }) => (data?.state === 'running' ? pollMs : false),
  });
  if (record?.receipt) return <ReceiptView receipt={record.receipt} job={job} />;
  if (record === undefined && !isError) return <EmptyHint>The engine ended while it scored.</EmptyHint>;
  const isCancelled = record?.state === 'cancelled';
  return (
    <div className={classes.ended}>
      <FaultCard error={record?.fault ?? fault} buttons={<RetryButton run={run} />} />
      {isCancelled && <p className={classes.dim}>Nothing was written, and a file that was there is as it was.</p>}
      {record === null || isError ? <p className={classes.dim}>Its output may have been written.</p> : null}
    </div>
  );
}
