/** What was run on this machine, the latest first. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useRun } from '../score/run-store.ts';
import { useClient } from '../../transport/client.ts';

const pollMs = 1500;

/** A run stands in the history as soon as it has begun. */
export function useBegunRun(): void {
  const queries = useQueryClient();
  const id = useRun(({ run }) => run?.id ?? null);
  useEffect(() => {
    if (id !== null) void queries.invalidateQueries({ queryKey: ['history', 'list'] });
  }, [id, queries]);
}

export function useHistory() {
  const client = useClient();
  return useQuery({
    queryKey: ['history', 'list'],
    queryFn: ({ signal }) => client.history.list({ limit: 200 }, { signal }),
    // A run may end elsewhere, and its end is written a moment after it was told.
    refetchInterval: ({ state: { data } }) =>
      data?.some(({ state }) => state === 'running') === true ? pollMs : false,
  });
}

/** What was wrong with what is kept, and what was done about it. */
export function useHistoryNotices() {
  const client = useClient();
  return useQuery({
    queryKey: ['history', 'notices'],
    queryFn: ({ signal }) => client.history.notices(undefined, { signal }),
  });
}

export function useRemoveRun() {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => client.history.remove({ id }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['history'] }),
  });
}
