/** What would feed the picked models, as the engine proposes it for the job at hand. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Binding, BindingLine, ModelCard } from '../../../contract/index.ts';
import { useClient } from '../../transport/client.ts';
import { useAssessments, useMayLoadModels } from '../models/use-assessment.ts';
import { useJob, type PickedModel } from '../score/job-store.ts';
import { useDraft } from '../score/use-draft.ts';
import { useBindingKey } from './binding-key.ts';
import { inOrder, stateOf, type LineState } from './line-state.ts';
import { slotOf, type Slot } from './slots.ts';

export interface Line extends BindingLine {
  slot: Slot;
  state: LineState;
}

/** A picked model with its inputs, those that need something first. */
export interface BoundModel {
  picked: PickedModel;
  card: ModelCard;
  lines: Line[];
}

export function useBinding() {
  const client = useClient();
  const draft = useDraft();
  const key = useBindingKey();
  const mayLoad = useMayLoadModels();
  return useQuery({
    queryKey: ['binding', key],
    queryFn: ({ signal }): Promise<Binding> => {
      if (draft === null) throw new Error('There is nothing to bind yet.');
      return client.binding.propose(draft, { signal });
    },
    enabled: key !== null && mayLoad,
    placeholderData: keepPreviousData,
  });
}

/** The models that can be scored; their lines are empty until they are known. */
export function useBoundModels(): BoundModel[] {
  const models = useJob((job) => job.models);
  const assessments = useAssessments(models.map(({ path }) => path));
  const { data: binding } = useBinding();
  const cards = assessments.map(({ data }) => (data?.refusal === null ? data.card : undefined));
  return useMemo(
    () => models.flatMap((picked, at) => boundModel(picked, cards[at], binding?.lines ?? [])),
    // Cards are the same objects as long as the files are.
    [models, binding, ...cards],
  );
}

function boundModel(picked: PickedModel, card: ModelCard | undefined, lines: readonly BindingLine[]): BoundModel[] {
  if (card === undefined) return [];
  const confirmed = picked.decisions?.confirmed ?? [];
  const own = lines
    .filter(({ model }) => model === picked.name)
    .map((line) => ({ ...line, slot: slotOf(card, line), state: stateOf(line, confirmed) }));
  return [{ picked, card, lines: inOrder(own) }];
}
