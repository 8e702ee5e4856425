/** What the answers about a draft depend on, as keys under which they are kept. */
import { hashKey, type QueryKey } from '@tanstack/react-query';
import type { JobDraftInput } from '../../../contract/index.ts';
import { useChangeCounts } from '../models/model-changes.ts';
import { useJob } from '../score/job-store.ts';
import { useDraft } from '../score/use-draft.ts';

/** A draft without what has no say in how inputs are fed, so that a new name for the output asks nothing anew. */
function feedingOf(draft: JobDraftInput | null) {
  if (draft === null) return null;
  const { source, models, bind, missing, keep, prefix, destination } = draft;
  return { source, models, bind, missing, keep, prefix, format: destination?.format };
}

/** Null until there is a draft, and the state of its table's files is known. */
export function useBindingKey(): QueryKey | null {
  const draft = useDraft();
  const files = useFilesState();
  return draft === null || files === null ? null : [feedingOf(draft), ...files];
}

/** Which states of the job's files are meant: of its table's, which is null until they were opened, and of its models'. */
export function useFilesState(): QueryKey | null {
  const sourceState = useJob((job) => job.sourceState);
  const models = useJob((job) => job.models);
  const changes = useChangeCounts(models.map(({ path }) => path));
  return sourceState === null ? null : [sourceState, changes];
}

/** Keeps an answer on the screen while the next is on its way, as long as both are about the same: the second part of their keys. */
export function keepSameSubject(key: QueryKey) {
  return <T>(before: T | undefined, query: { queryKey: QueryKey } | undefined): T | undefined =>
    hashKey([query?.queryKey[1]]) === hashKey([key[1]]) ? before : undefined;
}
