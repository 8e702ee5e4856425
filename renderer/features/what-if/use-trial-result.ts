/** What the models predict for the row as it is and as it was changed, and along one feature. */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { JobDraft } from '../../../contract/index.ts';
import { useClient } from '../../transport/client.ts';
import { useMayLoadModels } from '../models/use-assessment.ts';
import { useDraft } from '../score/use-draft.ts';
import { bindingKey } from '../binding/use-binding.ts';
import { useReadiness } from '../score/use-readiness.ts';
import { useTrial } from './trial-store.ts';

const pauseMs = 150;

/** Whether predictions can be asked for: each input is fed. */
export function useCanTry(): boolean {
  const draft = useDraft();
  const mayLoad = useMayLoadModels();
  const { problems } = useReadiness();
  // A plan's fault is about the output or the condition, which a trial has no use for.
  return draft !== null && mayLoad && problems.every(({ remedy, fault }) => remedy === 'none' && fault !== null);
}

export function useTrialResult() {
  const client = useClient();
  const draft = useDraft();
  const canTry = useCanTry();
  const { row, changes } = useTrial();
  const [settled] = useDebouncedValue(changes, pauseMs);
  return useQuery({
    queryKey: ['trial', bindingKey(draft), row, settled],
    queryFn: ({ signal }) =>
      client.whatIf.row({ draft: JobDraft.parse(draft), row: row ?? 1, changes: settled }, { signal }),
    enabled: canTry && row !== null,
    placeholderData: keepPreviousData,
  });
}

export function useCurve(feature: string | null) {
  const client = useClient();
  const draft = useDraft();
  const canTry = useCanTry();
  const { row, changes } = useTrial();
  const [settled] = useDebouncedValue(changes, pauseMs);
  return useQuery({
    queryKey: ['curve', bindingKey(draft), row, settled, feature],
    queryFn: ({ signal }) =>
      client.whatIf.curve(
        { draft: JobDraft.parse(draft), row: row ?? 1, changes: settled, feature: feature ?? '' },
        { signal },
      ),
    enabled: canTry && row !== null && feature !== null,
    placeholderData: keepPreviousData,
  });
}
