/** Runs a job again as it was, with the models as they were seen last. */
import { Button } from '@mantine/core';
import { useBoundModels } from '../binding/use-binding.ts';
import { modelsSeenOf } from '../score/run-job.ts';
import type { Run } from '../score/run-store.ts';
import { useRunAnyJob } from '../score/use-score.ts';

export function RetryButton({ run: { job, modelsSeen } }: { run: Run }) {
  const runJob = useRunAnyJob();
  const bound = useBoundModels();
  // One that was exported again since is looked at by the window, which says so.
  const seen = { ...modelsSeen, ...modelsSeenOf(job, bound) };
  return (
    <Button size="compact-xs" variant="light" onClick={() => void runJob(job, seen)}>
      Try again
    </Button>
  );
}
