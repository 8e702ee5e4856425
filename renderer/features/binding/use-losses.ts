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

/** Counts all rows while `isWanted`, as long as somebody looks. */
export function useLosses(isWanted: boolean) {
  const { client, draft, key, isPossible } = useCounting();
  return useQuery({
    queryKey: ['losses', ...key],
    queryFn: streamedQuery<LossEvent, Losses | null>({
      streamFn: ({ signal }) => client.binding.count(JobDraft.parse(draft), { signal }),
      reducer: (_before, event) => lossesOf(event),
      initialValue: null,
    }),
    enabled: isWanted && isPossible,
  });
}

/** Of the first rows, which takes no time to speak of; of all where these were counted already. Null while it is not known. */
export function useFirstLosses(isWanted: boolean): Losses | null {
  const { client, draft, key, isPossible } = useCounting();
  const { data: all } = useLosses(false);
  const { data: first } = useQuery({
    queryKey: ['first losses', ...key],
    queryFn: async ({ signal }): Promise<Losses | null> => {
      for await (const event of await client.binding.count(JobDraft.parse(draft), { signal })) return lossesOf(event);
      return null;
    },
    enabled: isWanted && isPossible && !all,
  });
  return all ?? first ?? null;
}

function useCounting() {
  const client = useClient();
  const draft = useDraft();
  const feeding = useBindingKey();
  const mayLoad = useMayLoadModels();
  return { client, draft, key: [feeding, draft?.where], isPossible: feeding !== null && mayLoad };
}

function lossesOf({ rows, exact, lines }: LossEvent): Losses {
  return { rows, exact, byLine: new Map(lines.map((line) => [lossKey(line), line])) };
}
