/** Saves a job as a file that the command line runs. */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Job, type JobInput } from '../../../contract/index.ts';
import { useClient } from '../../transport/client.ts';
import { useHost } from '../../transport/host.ts';
import { FaultCard } from '../../ui/fault-card.tsx';
import { fileName, folderOf, joinPath } from '../sources/paths.ts';

export function useSaveJob() {
  const client = useClient();
  const host = useHost();
  return useMutation({
    /** Resolves to the file's path, or null where none was chosen. */
    mutationFn: async (job: JobInput) => {
      const [source = ''] = job.source.paths;
      const suggested = joinPath(folderOf(source), `${fileName(source).replace(/\.[^.]*$/, '')}-job.yaml`);
      const path = await host.chooseDestination({ kind: 'job', suggested });
      // The dialog has asked before it returned the path of a file that is there.
      if (path !== null) await client.job.writeFile({ job: Job.parse(job), path, overwrite: true });
      return path;
    },
  });
}

export function SaveJobButton({ job }: { job: JobInput }) {
  const save = useSaveJob();
  if (save.error !== null) return <FaultCard error={save.error} />;
  return (
    <Button size="compact-xs" variant="light" loading={save.isPending} onClick={() => save.mutate(job)}>
      {typeof save.data === 'string' ? `Saved as ${fileName(save.data)}` : 'Save …'}
    </Button>
  );
}
