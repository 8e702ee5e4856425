/** The job is about the table that is open, unless that is the result of a run. Draws nothing. */
import { hashKey } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { SourceRequest } from '../../../contract/index.ts';
import { useOpenTable } from '../../state/open-table.ts';
import { setJobSource, useJob } from './job-store.ts';

export function FollowTable() {
  const { request, table, rowsTotal, scored } = useOpenTable();
  const isResult = scored.size > 0;
  useEffect(() => {
    if (!isResult && !isSame(useJob.getState().source, request)) setJobSource(request);
  }, [request, isResult]);
  useEffect(() => {
    if (table === null || !isSame(useJob.getState().source, request)) return;
    useJob.setState({ columns: table.source.columns, rowCount: rowsTotal });
  }, [request, table, rowsTotal]);
  return null;
}

function isSame(a: SourceRequest | null, b: SourceRequest | null): boolean {
  return hashKey([a]) === hashKey([b]);
}
