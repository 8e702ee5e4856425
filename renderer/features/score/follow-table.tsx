/** The job is about the table that is open, unless that is the result of a run. Draws nothing. */
import { useEffect } from 'react';
import { useOpenTable } from '../../state/open-table.ts';
import { setJobSource, useJob } from './job-store.ts';

export function FollowTable() {
  const request = useOpenTable((state) => state.request);
  const isResult = useOpenTable((state) => state.scored.size > 0);
  useEffect(() => {
    const { source } = useJob.getState();
    if (isResult || JSON.stringify(source) === JSON.stringify(request)) return;
    setJobSource(request);
  }, [request, isResult]);
  return null;
}
