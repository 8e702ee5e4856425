/** The rail's part about runs: the latest, and the way to all of them. */
import IconHistory from '@tabler/icons-react/icons/IconHistory';
import { ActionButton } from '../../shell/action-button.tsx';
import { showPage } from '../../shell/layout-store.ts';
import { EmptyHint } from '../../ui/empty-hint.tsx';
import { timeText } from '../../ui/quantities.ts';
import { sourceWords, stateWords } from './run-words.ts';
import classes from './runs.module.css';
import { useBegunRun, useHistory } from './use-history.ts';

const mostShown = 5;

export function RunsRail() {
  const { data: runs } = useHistory();
  useBegunRun();
  if (runs === undefined || runs.length === 0) return <EmptyHint>What you score is kept here.</EmptyHint>;
  return (
    <ul className={classes.list} aria-label="Latest runs">
      {runs.slice(0, mostShown).map(({ id, job, state, started }) => (
        <li key={id}>
          <button type="button" onClick={() => showPage('runs')} title={job.destination.path}>
            {sourceWords(job)}
            <small>
              {stateWords[state]}, {timeText(started)}
            </small>
          </button>
        </li>
      ))}
    </ul>
  );
}

export function RunsRailButtons() {
  return <ActionButton action="view.runs" Icon={IconHistory} />;
}
