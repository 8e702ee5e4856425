/** The user's settings and the machine they are for. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Settings } from '../../../contract/index.ts';
import { useClient } from '../../transport/client.ts';

export function useSettings() {
  const client = useClient();
  return useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => client.settings.get(undefined, { signal }) });
}

/** Saves at once; what could not be saved stands as the mutation's error. */
export function useSaveSettings() {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (settings: Settings) => client.settings.set(settings),
    onSuccess: (settings) => queries.setQueryData(['settings'], settings),
  });
}

export function useAbout() {
  const client = useClient();
  return useQuery({ queryKey: ['about'], queryFn: ({ signal }) => client.system.about(undefined, { signal }) });
}

export function useSampleFolder() {
  const client = useClient();
  return useQuery({
    queryKey: ['sample folder'],
    queryFn: ({ signal }) => client.system.sampleFolder(undefined, { signal }),
  });
}
