/** Scores: asks before a file is replaced, runs the job, and opens what came out. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { JobInput } from '../../../contract/index.ts';
import { showTab } from '../../shell/layout-store.ts';
import { useOpenTable } from '../../state/open-table.ts';
import { useClient } from '../../transport/client.ts';
import { useHost } from '../../transport/host.ts';
import { openResult } from '../result/open-result.ts';
import { useJob } from './job-store.ts';
import { askToReplace } from './replace-question.tsx';
import { runJob, type ModelsSeen } from './run-job.ts';

/** Runs any job of this window. The result is opened unless the user went on to another table meanwhile. */
export function useRunAnyJob(): (job: JobInput, modelsSeen?: ModelsSeen) => Promise<void> {
  const client = useClient();
  const host = useHost();
  const queries = useQueryClient();
  return useCallback(
    async (job: JobInput, modelsSeen: ModelsSeen = {}) => {
      const { path } = job.destination;
      const isAgreed = useJob.getState().replace === path;
      // Where it cannot be told, the run itself refuses to replace a file.
      const isThere = isAgreed || (await client.files.exists({ path }).catch(() => false));
      if (isThere && !isAgreed && !(await askToReplace(path))) return;
      useJob.setState({ replace: null });
      const before = useOpenTable.getState().request;
      showTab('result');
      const run = await runJob(
        client,
        host,
        { ...job, destination: { ...job.destination, overwrite: isThere } },
        modelsSeen,
      );
      for (const changed of ['history', 'library']) void queries.invalidateQueries({ queryKey: [changed] });
      const receipt = run?.receipt ?? null;
      if (receipt !== null && useOpenTable.getState().request === before) await openResult(client, receipt, job);
    },
    [client, host, queries],
  );
}
