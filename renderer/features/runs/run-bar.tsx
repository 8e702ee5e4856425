/** The bar under everything while a job runs: how far it is, and a way to stop it. */
import { Button, Progress, VisuallyHidden } from '@mantine/core';
import { fileName } from '../sources/paths.ts';
import { progressText, spokenProgress } from '../score/progress-text.ts';
import { cancelRun } from '../score/run-job.ts';
import { useRun, type Run } from '../score/run-store.ts';
import classes from './runs.module.css';

export function RunBar() {
  const { run } = useRun();
  if (run === null || run.state !== 'running') return <VisuallyHidden role="status" />;
  const { progress, job, isCancelling } = run;
  const share = progress?.share ?? null;
  return (
    <div className={classes.bar} role="region" aria-label="Scoring">
      <VisuallyHidden role="status">{spokenProgress(progress)}</VisuallyHidden>
      <span className={classes.what}>Scoring {fileName(job.source.paths[0] ?? '')}</span>
      <Progress
        className={classes.share ?? ''}
        value={share === null ? 100 : share * 100}
        animated={share === null}
        striped={share === null}
        aria-label="Share of the rows that are scored"
      />
      <span className={classes.numbers}>{runningText(run)}</span>
      <Button size="compact-sm" variant="default" onClick={cancelRun} disabled={isCancelling} title="Esc">
        Cancel
      </Button>
    </div>
  );
}

function runningText({ isCancelling, isWaiting, progress, plan }: Run): string {
  if (isCancelling) return 'Cancelling …';
  if (isWaiting) return 'Waiting for another run to end …';
  if (progress !== null) return progressText(progress);
  return plan === null ? 'Reading the models …' : 'Starting …';
}
