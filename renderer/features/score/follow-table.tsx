/** The job is about the table that is open, unless that is the result of a run. Draws nothing. */
import { useEffect } from 'react';
import { useOpenTable } from '../../state/open-table.ts';
import { isSameSource, stateOfFiles } from '../sources/source-state.ts';
import { resetTrial } from '../what-if/trial-store.ts';
import { setJobSource, setSourceFound, useJob } from './job-store.ts';

export function FollowTable() {
  const { request, table, openFault, rowsTotal, scored } = useOpenTable();
  const isResult = scored.size > 0;
  useEffect(() => {
    if (!isResult && !isSameSource(useJob.getState().source, request)) setJobSource(request);
  }, [request, isResult]);
  useEffect(() => {
    if (!isSameSource(useJob.getState().source, request)) return;
    if (table !== null) setSourceFound(stateOfFiles(table.source.files), table.source.columns);
    // What is asked about it then tells why.
    else if (openFault !== null) setSourceFound('could not be opened', []);
  }, [request, table, openFault]);
  useEffect(() => {
    if (table !== null && isSameSource(useJob.getState().source, request)) useJob.setState({ rowCount: rowsTotal });
  }, [request, table, rowsTotal]);
  useEffect(() => {
    let { source, sourceState } = useJob.getState();
    return useJob.subscribe((job) => {
      if (job.source !== source || job.sourceState !== sourceState) resetTrial();
      ({ source, sourceState } = job);
    });
  }, []);
  return null;
}
