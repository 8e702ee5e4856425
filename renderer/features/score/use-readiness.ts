/** Whether the job of the panel can run, and what it comes to. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Job, type JobInput } from '../../../contract/index.ts';
import { useClient } from '../../transport/client.ts';
import { faultFrom } from '../../transport/fault-from.ts';
import { useFilesState } from '../binding/binding-key.ts';
import { countStates } from '../binding/line-state.ts';
import { useBinding, useBoundModels } from '../binding/use-binding.ts';
import { useAssessments, useMayLoadModels } from '../models/use-assessment.ts';
import { jobOf } from './draft.ts';
import { useJob } from './job-store.ts';
import { readinessOf, type Checks, type Readiness } from './readiness.ts';
import { useDraft, useOutput } from './use-draft.ts';

/** The job as it would run; null until it is known how inputs are fed. It replaces a file only where the user was asked. */
export function useWholeJob(): JobInput | null {
  const draft = useDraft();
  const output = useOutput();
  const agreed = useJob((job) => job.replace);
  return useMemo(
    () => (draft === null || output === null ? null : jobOf(draft, output, agreed === output.path)),
    [draft, output, agreed],
  );
}

/** The plan of the job, made once nothing else is wrong with it. */
export function usePlan() {
  const client = useClient();
  const job = useWholeJob();
  const files = useFilesState();
  const checks = useChecks();
  const mayLoad = useMayLoadModels();
  const { problems, isChecking } = readinessOf({ ...checks, plan: null });
  return useQuery({
    queryKey: ['plan', job === null ? null : plannable(job), files],
    queryFn: ({ signal }) => client.job.plan(plannable(Job.parse(job)), { signal }),
    enabled: job !== null && mayLoad && !isChecking && problems.length === 0,
  });
}

/** Whether a file may be replaced is asked when the job runs. */
function plannable(input: JobInput): Job {
  const job = Job.parse(input);
  return { ...job, destination: { ...job.destination, overwrite: true } };
}

export function useReadiness(): Readiness {
  const { error } = usePlan();
  return readinessOf({ ...useChecks(), plan: error === null ? null : faultFrom(error).toFault() });
}

function useChecks(): Omit<Checks, 'plan'> {
  const hasTable = useJob((job) => job.source !== null);
  const mayLoad = useMayLoadModels();
  const models = useJob((job) => job.models);
  const assessments = useAssessments(models.map(({ path }) => path));
  const bound = useBoundModels();
  const { data, error, isPlaceholderData } = useBinding();
  return {
    hasTable,
    mayLoad,
    models: models.map(({ name, path }, at) => ({
      name,
      path,
      refusal: refusalOf(assessments[at]),
      counts: countStates(bound.find(({ picked }) => picked.path === path)?.lines ?? []),
    })),
    binding:
      error !== null ? faultFrom(error).toFault() : data === undefined || isPlaceholderData ? 'unknown' : data.fault,
  };
}

function refusalOf(assessment: ReturnType<typeof useAssessments>[number] | undefined) {
  if (assessment === undefined || assessment.isPending) return 'unknown' as const;
  return assessment.error === null ? (assessment.data?.refusal ?? null) : faultFrom(assessment.error).toFault();
}
