/** Runs a job again as it was. */
import { Button } from '@mantine/core';
import type { JobInput } from '../../../contract/index.ts';
import { useRunAnyJob } from '../score/use-score.ts';

export function RetryButton({ job }: { job: JobInput }) {
  const run = useRunAnyJob();
  return (
    <Button size="compact-xs" variant="light" onClick={() => void run(job)}>
      Try again
    </Button>
  );
}
