/** The page that says which model to use: what to compare, how far it is, and what was found. */
import { Button, Progress } from '@mantine/core';
import { lazy, Suspense, useEffect } from 'react';
import { useClient } from '../../transport/client.ts';
import { FaultCard } from '../../ui/fault-card.tsx';
import { EmptyHint } from '../../ui/empty-hint.tsx';
import { useJob } from '../score/job-store.ts';
import { progressText } from '../score/progress-text.ts';
import classes from './compare.module.css';
import { useCompare, type Running } from './compare-store.ts';
import { ComparisonForm } from './comparison-form.tsx';
import { OtherTableNote } from './other-table-note.tsx';
import { cancelComparison } from './run-comparison.ts';
import { leaveRows } from './show-rows.ts';

const FoundView = lazy(() => import('./found-view.tsx').then((module) => ({ default: module.FoundView })));

export function ComparePage() {
  const { running, fault, wasCancelled, found, isChoosing } = useCompare();
  const hasTable = useJob((job) => job.source !== null);
  const client = useClient();
  useEffect(() => {
    if (found !== null) leaveRows(client, found);
  }, [client, found]);
  if (!hasTable && found === null) return <EmptyHint>Open a table, and pick two models to compare on it.</EmptyHint>;
  return (
    <div className={classes.page}>
      {fault !== null && <FaultCard error={fault} />}
      {wasCancelled && <p className={classes.dim}>The comparison was cancelled. Nothing of it was kept.</p>}
      {running !== null && <RunningView running={running} />}
      {running === null && (isChoosing || found === null) && <ComparisonForm />}
      {running === null && !isChoosing && found !== null && (
        <Suspense>
          <OtherTableNote found={found} />
          <FoundView found={found} />
        </Suspense>
      )}
    </div>
  );
}

const phases: Readonly<Record<Running['phase'], string>> = {
  starting: 'Reading the models …',
  waiting: 'Waiting for what runs now …',
  scoring: 'Every model scores every row, in one pass over the table.',
  measuring: 'All rows are scored. Working out the figures …',
};

function RunningView({ running: { phase, progress, isCancelling } }: { running: Running }) {
  const share = phase === 'scoring' ? (progress?.share ?? null) : null;
  return (
    <div className={classes.running} role="region" aria-label="Comparing">
      <p role="status">{isCancelling ? 'Cancelling …' : phases[phase]}</p>
      <Progress
        value={share === null ? 100 : share * 100}
        animated={share === null}
        striped={share === null}
        aria-label="Share of the rows that are scored"
      />
      <div className={classes.spread}>
        <span>{phase === 'scoring' && progress !== null ? progressText(progress) : ''}</span>
        <Button size="compact-sm" variant="default" onClick={cancelComparison} disabled={isCancelling} title="Esc">
          Cancel
        </Button>
      </div>
    </div>
  );
}
