/** What can be done with jobs as a whole: load, save, copy their SQL, look at those that ran. Draws nothing. */
import { useActions } from '../../shell/actions.ts';
import { showPage } from '../../shell/layout-store.ts';
import { useClient } from '../../transport/client.ts';
import { useHost } from '../../transport/host.ts';
import { faultFrom } from '../../transport/fault-from.ts';
import { tell } from '../../ui/notice.ts';
import { showAllInputs } from '../binding/shown-input.ts';
import { fileName } from '../sources/paths.ts';
import { loadJobFile, useLoadFault } from './load-job.ts';
import { useSaveJob } from './save-job-button.tsx';
import { usePlan, useWholeJob } from './use-readiness.ts';

export function JobActions() {
  const client = useClient();
  const host = useHost();
  const job = useWholeJob();
  const { data: plan } = usePlan();
  const save = useSaveJob();
  const load = async () => {
    const [path] = await host.chooseFiles({ kind: 'job' });
    if (path !== undefined) await loadJobFile(client, path);
  };
  const saveJob = async () => {
    if (job === null) return;
    try {
      const path = await save.mutateAsync(job);
      if (path !== null) tell(`Saved as ${fileName(path)}`);
    } catch (error) {
      useLoadFault.setState({ fault: faultFrom(error).toFault() });
    }
  };
  useActions([
    { id: 'job.load', label: 'Open job file …', group: 'file', keywords: 'yaml load', run: load },
    {
      id: 'job.save',
      label: 'Save as job file …',
      group: 'file',
      shortcut: 'mod+S',
      keywords: 'yaml export command line',
      enabled: job !== null,
      run: saveJob,
    },
    {
      id: 'job.copy-sql',
      label: 'Copy the SQL of the job',
      group: 'run',
      keywords: 'statement query',
      enabled: plan !== undefined,
      run: () => navigator.clipboard.writeText(plan?.sql ?? ''),
    },
    {
      id: 'view.inputs',
      label: 'Inputs of the models',
      group: 'model',
      keywords: 'binding features columns',
      run: showAllInputs,
    },
    { id: 'view.runs', label: 'Runs', group: 'view', keywords: 'history receipts', run: () => showPage('runs') },
  ]);
  return null;
}
