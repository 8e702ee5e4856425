/** What would be lost on the way into the models: of the first rows soon, of all rows later. */
import { experimental_streamedQuery as streamedQuery, useQuery } from '@tanstack/react-query';
import { JobDraft, type LossCount, type LossEvent } from '../../../contract/index.ts';
import { useClient } from '../../transport/client.ts';
import { useMayLoadModels } from '../models/use-assessment.ts';
import { useDraft } from '../score/use-draft.ts';
import { useBindingKey } from './binding-key.ts';
import { placeOf } from './slots.ts';

export interface Losses {
  /** Rows that were counted. */
  rows: number;
  /** Whether these are all rows. */
  exact: boolean;
  byLine: ReadonlyMap<string, LossCount>;
}

export function lossKey(line: { model: string; input: string; index: number }): string {
  return `${line.model} ${placeOf(line)}`;
}

/** Counts while `isWanted`, as long as somebody looks. */
export function useLosses(isWanted: boolean) {
  const client = useClient();
  const draft = useDraft();
  const key = useBindingKey();
  const mayLoad = useMayLoadModels();
  return useQuery({
    queryKey: ['losses', key, draft?.where],
    queryFn: streamedQuery<LossEvent, Losses | null>({
      streamFn: ({ signal }) => client.binding.count(JobDraft.parse(draft), { signal }),
      reducer: (_before, { rows, exact, lines }) => ({
        rows,
        exact,
        byLine: new Map(lines.map((line) => [lossKey(line), line])),
      }),
      initialValue: null,
    }),
    enabled: isWanted && key !== null && mayLoad,
  });
}
