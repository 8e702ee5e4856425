/** What an ONNX file is and whether it can be scored, asked once for each file. */
import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Assessment } from '../../../contract/index.ts';
import { useClient, type Client } from '../../transport/client.ts';
import { useConnection } from '../../transport/connection.ts';

/** Loading a model may have ended the engine: nothing loads one again until the user has seen that. */
export function useMayLoadModels(): boolean {
  return useConnection(({ endedBecause }) => endedBecause === null);
}

function assessing(client: Client, path: string | null, mayLoad: boolean) {
  return {
    queryKey: ['assess', path],
    queryFn: ({ signal }: { signal: AbortSignal }) => client.model.assess({ path: path ?? '' }, { signal }),
    enabled: mayLoad && path !== null,
  };
}

export function useAssessment(path: string | null): UseQueryResult<Assessment> {
  return useQuery(assessing(useClient(), path, useMayLoadModels()));
}

export function useAssessments(paths: readonly string[]): UseQueryResult<Assessment>[] {
  const client = useClient();
  const mayLoad = useMayLoadModels();
  return useQueries({ queries: paths.map((path) => assessing(client, path, mayLoad)) });
}
