/** What the models predict for the row as it is and as it was changed, and along one feature. */
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { JobDraft, type TrialResult } from '../../../contract/index.ts';
import { useClient } from '../../transport/client.ts';
import { keepSameSubject, useBindingKey } from '../binding/binding-key.ts';
import { useMayLoadModels } from '../models/use-assessment.ts';
import { useDraft } from '../score/use-draft.ts';
import { useReadiness } from '../score/use-readiness.ts';
import { useTrial } from './trial-store.ts';

const pauseMs = 150;
const unchanged = {};

/** Whether predictions can be asked for: each input is fed. */
export function useCanTry(): boolean {
  const key = useBindingKey();
  const mayLoad = useMayLoadModels();
  const { problems } = useReadiness();
  // A plan's fault is about the output or the condition, which a trial has no use for.
  return key !== null && mayLoad && problems.every(({ remedy, fault }) => remedy === 'none' && fault !== null);
}

/** What is tried once no more keys are pressed; another row begins unchanged at once. */
function useSettled() {
  const row = useTrial((trial) => trial.row);
  const changes = useTrial((trial) => trial.changes);
  const now = useMemo(() => ({ row, changes }), [row, changes]);
  const [settled] = useDebouncedValue(now, pauseMs);
  return { row, changes: settled.row === row ? settled.changes : unchanged };
}

/** `known` are the row's features also where a value that was typed cannot be tried. */
export function useTrialResult() {
  const client = useClient();
  const queries = useQueryClient();
  const draft = useDraft();
  const canTry = useCanTry();
  const { row, changes } = useSettled();
  const subject = ['trial', [useBindingKey(), row]];
  const queryKey = [...subject, changes];
  const result = useQuery({
    queryKey,
    queryFn: ({ signal }) => client.whatIf.row({ draft: JobDraft.parse(draft), row: row ?? 1, changes }, { signal }),
    enabled: canTry && row !== null,
    placeholderData: keepSameSubject(queryKey),
  });
  const tried = queries.getQueriesData<TrialResult>({ queryKey: subject }).findLast(([, data]) => data !== undefined);
  return { ...result, known: result.data ?? tried?.[1] };
}

export function useCurve(feature: string | null) {
  const client = useClient();
  const draft = useDraft();
  const canTry = useCanTry();
  const { row, changes } = useSettled();
  const queryKey = ['curve', [useBindingKey(), row, feature], changes];
  return useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      client.whatIf.curve({ draft: JobDraft.parse(draft), row: row ?? 1, changes, feature: feature ?? '' }, { signal }),
    enabled: canTry && row !== null && feature !== null,
    placeholderData: keepSameSubject(queryKey),
  });
}
