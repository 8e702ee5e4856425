/** The page of all runs: what was scored, with which models, and what came of it. */
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import IconChevronDown from '@tabler/icons-react/icons/IconChevronDown';
import IconChevronRight from '@tabler/icons-react/icons/IconChevronRight';
import IconTrash from '@tabler/icons-react/icons/IconTrash';
import { useState } from 'react';
import { filesVersion, type RunRecord } from '../../../contract/index.ts';
import { useClient } from '../../transport/client.ts';
import { EmptyHint } from '../../ui/empty-hint.tsx';
import { FaultCard } from '../../ui/fault-card.tsx';
import { timeText } from '../../ui/quantities.ts';
import { OpenResultButton } from '../result/open-result-button.tsx';
import { loadJob, useLoadFault } from '../score/load-job.ts';
import type { ModelsSeen } from '../score/run-job.ts';
import { useRunAnyJob } from '../score/use-score.ts';
import { faultFrom } from '../../transport/fault-from.ts';
import { fileName } from '../sources/paths.ts';
import { RunDetails } from './run-details.tsx';
import { modelWords, outcomeWords, sourceWords, stateWords } from './run-words.ts';
import classes from './runs.module.css';
import { useHistory, useHistoryNotices, useRemoveRun } from './use-history.ts';

export function RunsPage() {
  const { data: runs, error } = useHistory();
  const { data: notices = [] } = useHistoryNotices();
  return (
    <div className={classes.page}>
      {notices.map((notice, at) => (
        <FaultCard key={at} error={notice} />
      ))}
      {error !== null && <FaultCard error={error} />}
      {runs?.length === 0 && <EmptyHint>Score a table, and the run is kept here with its receipt.</EmptyHint>}
      {runs !== undefined && runs.length > 0 && <RunTable runs={runs} />}
    </div>
  );
}

function RunTable({ runs }: { runs: readonly RunRecord[] }) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">
            <span className={classes.hidden}>Details</span>
          </th>
          <th scope="col">Run</th>
          <th scope="col">Table and models</th>
          <th scope="col">Output</th>
          <th scope="col">
            <span className={classes.hidden}>Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <RunRows key={run.id} run={run} />
        ))}
      </tbody>
    </table>
  );
}

function RunRows({ run }: { run: RunRecord }) {
  const [isOpen, setOpen] = useState(false);
  const { job, state, started } = run;
  const when = timeText(started);
  return (
    <>
      <tr>
        <td>
          <ActionIcon
            aria-label={`Details of the run of ${when}`}
            aria-expanded={isOpen}
            size={22}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
          </ActionIcon>
        </td>
        <td>
          <span className={classes.state} data-state={state}>
            {stateWords[state]}
          </span>
          <small>{when}</small>
        </td>
        <td title={[...job.source.paths, ...job.models.map(({ path }) => path)].join('\n')}>
          {sourceWords(job)}
          <small>{modelWords(job)}</small>
        </td>
        <td title={job.destination.path}>
          {fileName(job.destination.path)}
          <small>{outcomeWords(run)}</small>
        </td>
        <td>
          <RunButtons run={run} />
        </td>
      </tr>
      {isOpen && (
        <tr>
          <td />
          <td colSpan={4}>
            <RunDetails run={run} />
          </td>
        </tr>
      )}
    </>
  );
}

function RunButtons({ run: { id, job, state, receipt } }: { run: RunRecord }) {
  const client = useClient();
  const runJob = useRunAnyJob();
  const remove = useRemoveRun();
  const edit = () => {
    loadJob(client, job).catch((error: unknown) => useLoadFault.setState({ fault: faultFrom(error).toFault() }));
  };
  return (
    <div className={classes.buttons}>
      {receipt !== null && <OpenResultButton receipt={receipt} job={job} variant="default" />}
      <Button variant="default" onClick={edit}>
        Edit
      </Button>
      <Button variant="default" disabled={state === 'running'} onClick={() => void runJob(job, modelsOf(receipt))}>
        Run again
      </Button>
      <Tooltip label="Remove from this list; files stay">
        <ActionIcon aria-label="Remove from this list" disabled={state === 'running'} onClick={() => remove.mutate(id)}>
          <IconTrash size={16} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

/** Again means with the same models: a file that is another one now is refused, and the job can be edited. */
function modelsOf(receipt: RunRecord['receipt']): ModelsSeen {
  return Object.fromEntries((receipt?.models ?? []).map((model) => [model.path, filesVersion(model)]));
}
