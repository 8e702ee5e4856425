/** The end of the panel: what is still in the way, and the button. */
import { Button, Kbd } from '@mantine/core';
import IconPlayerPlay from '@tabler/icons-react/icons/IconPlayerPlayFilled';
import { runAction } from '../../shell/actions.ts';
import { shortcutText } from '../../shell/shortcuts.ts';
import { FaultCard } from '../../ui/fault-card.tsx';
import { acknowledgeEnd } from '../../transport/connection.ts';
import { amount } from '../../ui/quantities.ts';
import { showAllInputs } from '../binding/shown-input.ts';
import { dropModel, useJob } from './job-store.ts';
import type { Problem, Remedy } from './readiness.ts';
import { useRun } from './run-store.ts';
import { useScoreRequest } from './score-request.ts';
import classes from './score.module.css';
import { useReadiness } from './use-readiness.ts';

export function ScoreFooter() {
  const { problems, isChecking } = useReadiness();
  const isRunning = useRun(({ run }) => run?.state === 'running');
  const { isWanted } = useScoreRequest();
  return (
    <footer className={classes.footer}>
      <div aria-live="polite" className={classes.problems}>
        {problems.map((problem, at) => (
          <ProblemLine key={at} problem={problem} />
        ))}
      </div>
      <Button
        size="sm"
        fullWidth
        leftSection={<IconPlayerPlay size={14} />}
        rightSection={<Kbd size="xs">{shortcutText('mod+Enter')}</Kbd>}
        loading={isWanted && isChecking}
        disabled={isRunning || problems.length > 0}
        onClick={() => runAction('run.score')}
      >
        {isRunning ? 'Scoring …' : <ButtonText />}
      </Button>
    </footer>
  );
}

/** `Score 27,268 rows`; how many a condition leaves is not known before. */
function ButtonText() {
  const rowCount = useJob((job) => job.rowCount);
  const where = useJob((job) => job.where);
  if (where !== '') return 'Score these rows';
  return rowCount === null ? 'Score all rows' : `Score ${amount(rowCount, 'row')}`;
}

const remedies: Readonly<Record<Remedy, { label: string; run(problem: Problem): unknown } | null>> = {
  'open a table': { label: 'Open', run: () => runAction('file.open') },
  'pick a model': { label: 'Pick', run: () => runAction('model.pick') },
  inputs: { label: 'Show', run: showAllInputs },
  confirm: { label: 'Show', run: showAllInputs },
  'go on': { label: 'Go on', run: acknowledgeEnd },
  'take out': { label: 'Take it out', run: ({ model }) => model !== undefined && dropModel(model) },
  none: null,
};

function ProblemLine({ problem }: { problem: Problem }) {
  const { text, fault, remedy } = problem;
  const way = remedies[remedy];
  const button = way !== null && (
    <Button size="compact-xs" variant="light" onClick={() => way.run(problem)}>
      {way.label}
    </Button>
  );
  if (fault !== null) return <FaultCard error={fault} buttons={button} />;
  return (
    <div className={classes.problem}>
      <span>{text}</span>
      {button}
    </div>
  );
}
