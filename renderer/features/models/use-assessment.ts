/** What an ONNX file is and whether it can be scored, asked once for each state of each file. */
import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Assessment } from '../../../contract/index.ts';
import { useClient, type Client } from '../../transport/client.ts';
import { useConnection } from '../../transport/connection.ts';
import { useChangeCounts } from './model-changes.ts';

/** Loading a model may have ended the engine: nothing loads one again until the user has seen that. */
export function useMayLoadModels(): boolean {
  return useConnection(({ endedBecause }) => endedBecause === null);
}

function assessing(client: Client, path: string | null, changes: number | undefined, mayLoad: boolean) {
  return {
    queryKey: ['assess', path, changes],
    queryFn: ({ signal }: { signal: AbortSignal }) => client.model.assess({ path: path ?? '' }, { signal }),
    enabled: mayLoad && path !== null,
  };
}

export function useAssessment(path: string | null): UseQueryResult<Assessment> {
  const [changes] = useChangeCounts(path === null ? [] : [path]);
  return useQuery(assessing(useClient(), path, changes, useMayLoadModels()));
}

export function useAssessments(paths: readonly string[]): UseQueryResult<Assessment>[] {
  const client = useClient();
  const changes = useChangeCounts(paths);
  const mayLoad = useMayLoadModels();
  return useQueries({ queries: paths.map((path, at) => assessing(client, path, changes[at], mayLoad)) });
}
