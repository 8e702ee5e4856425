/** The window: what surrounds it, and the frame with all features in it. */
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { contributions } from './contributions.tsx';
import { Shell } from './shell/shell.tsx';
import { theme } from './theme/theme.ts';
import { ClientContext, type Client } from './transport/client.ts';
import { useConnection } from './transport/connection.ts';
import { HostContext, type Host } from './transport/host.ts';

/** Nothing changes behind the window's back; a new engine is asked anew. */
const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

export function App({ client, host }: { client: Client; host: Host }) {
  const engine = useConnection((state) => state.engine);
  useEffect(() => {
    if (engine > 1) void queries.invalidateQueries();
  }, [engine]);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <ClientContext value={client}>
          <HostContext value={host}>
            <Shell {...contributions} />
            <Notifications position="bottom-center" limit={3} />
          </HostContext>
        </ClientContext>
      </QueryClientProvider>
    </MantineProvider>
  );
}
