/** What can be done with the job: score it, cancel it, look at it, keep it. Draws nothing but its one question. */
import { useEffect } from 'react';
import { useActions } from '../../shell/actions.ts';
import { useEscape } from '../../shell/escape.ts';
import { showTab } from '../../shell/layout-store.ts';
import { useBoundModels } from '../binding/use-binding.ts';
import { cancelRun, modelsSeenOf } from './run-job.ts';
import { useRun } from './run-store.ts';
import { useScoreRequest } from './score-request.ts';
import { ReplaceQuestion } from './replace-question.tsx';
import { useReadiness, useWholeJob } from './use-readiness.ts';
import { useRunAnyJob } from './use-score.ts';

export function ScoreActions() {
  const { problems, isChecking } = useReadiness();
  const job = useWholeJob();
  const models = useBoundModels();
  const runJob = useRunAnyJob();
  const isRunning = useRun(({ run }) => run?.state === 'running');
  const { isWanted } = useScoreRequest();

  useEffect(() => {
    if (!isWanted || isChecking) return;
    useScoreRequest.setState({ isWanted: false });
    if (problems.length > 0 || job === null) showTab('score');
    else void runJob(job, modelsSeenOf(job, models));
  }, [isWanted, isChecking, problems.length, job, models, runJob]);

  useEscape(isRunning, cancelRun);
  useActions([
    {
      id: 'run.score',
      label: 'Score',
      group: 'run',
      shortcut: 'mod+Enter',
      keywords: 'predict run start',
      enabled: !isRunning,
      run: () => useScoreRequest.setState({ isWanted: true }),
    },
    {
      id: 'run.cancel',
      label: 'Cancel scoring',
      group: 'run',
      keywords: 'stop abort',
      enabled: isRunning,
      run: cancelRun,
    },
  ]);
  return <ReplaceQuestion />;
}
