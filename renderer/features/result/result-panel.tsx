/** The inspector's tab about the last run: how it goes, what it wrote, or why it failed. */
import { EmptyHint } from '../../ui/empty-hint.tsx';
import { FaultCard } from '../../ui/fault-card.tsx';
import { useRun } from '../score/run-store.ts';
import { LostRun } from './lost-run.tsx';
import { RetryButton } from './retry-button.tsx';
import { ReceiptView } from './receipt-view.tsx';
import classes from './result.module.css';

export function ResultPanel() {
  const { run } = useRun();
  if (run === null) return <EmptyHint>Score the table to see its predictions here.</EmptyHint>;
  const { state, receipt, fault, job } = run;
  if (receipt !== null) return <ReceiptView receipt={receipt} job={job} />;
  if (state === 'running') return <EmptyHint>Scoring; the result comes here when all rows are done.</EmptyHint>;
  if (state === 'cancelled') {
    return (
      <div className={classes.ended}>
        <p>Scoring was cancelled. Nothing was written, and a file that was there is as it was.</p>
        <RetryButton run={run} />
      </div>
    );
  }
  if (fault?.code === 'ENGINE_STOPPED') return <LostRun run={run} />;
  return (
    <div className={classes.ended}>
      <FaultCard error={fault} buttons={<RetryButton run={run} />} />
      <p className={classes.dim}>Nothing was written, and a file that was there is as it was.</p>
    </div>
  );
}
