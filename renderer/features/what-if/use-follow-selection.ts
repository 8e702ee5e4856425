/** Tries the row at hand in the table, as long as it is known to be a row of the job's table. */
import { useEffect } from 'react';
import { useOpenTable, type ScoredFrom } from '../../state/open-table.ts';
import { useJob, type JobState } from '../score/job-store.ts';
import { sourceName } from '../sources/source-name.ts';
import { isSameSource } from '../sources/source-state.ts';
import { tryRow } from './trial-store.ts';

/** Returns why the row at hand is not tried, or null where it is. */
export function useFollowSelection(): string | null {
  const sourceRow = useOpenTable((state) => state.sourceRow);
  const isResult = useOpenTable((state) => state.scored.size > 0);
  const scoredFrom = useOpenTable((state) => state.scoredFrom);
  const job = useJob();
  const reason = isResult ? whyNotFollowed(scoredFrom, job) : null;
  const isFollowed = reason === null;
  useEffect(() => {
    if (sourceRow !== null && isFollowed) tryRow(sourceRow);
  }, [sourceRow, isFollowed]);
  return reason;
}

/** Null where the rows of an open result are those of the job's table, one by one. */
export function whyNotFollowed(
  from: ScoredFrom | null,
  { source, sourceState }: Pick<JobState, 'source' | 'sourceState'>,
): string | null {
  if (from === null || source === null) return 'It is not known which rows this result was scored from.';
  if (!isSameSource(from.source, source)) {
    return `This result was scored from ${sourceName(from.source.paths)}; rows of ${sourceName(source.paths)} are tried here.`;
  }
  if (sourceState !== null && from.sourceState !== sourceState) {
    return `${sourceName(source.paths)} was changed since this result was scored.`;
  }
  if (from.isPart) return 'This result holds only some rows of its table, so its rows are numbered otherwise.';
  return null;
}
