/** The wire of the browser app: a WebSocket to the server that served the page, opened anew when it breaks. */
import { RPCLink } from '@orpc/client/websocket';
import { socketPath } from '../../contract/index.ts';
import { clientOver, ReplaceableLink, type Client } from './client.ts';
import { engineConnected, engineLost, useConnection } from './connection.ts';

const retryMs = 250;

export function connectBrowser(): Client {
  const link = new ReplaceableLink();
  const client = clientOver(link);
  open(link, client);
  return client;
}

function open(link: ReplaceableLink, client: Client): void {
  const socket = new WebSocket(new URL(socketPath, location.href).href.replace(/^http/, 'ws'));
  // The link reads a Blob later than the text that follows it, which would put the messages out of order.
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => {
    const wasLost = useConnection.getState().state === 'lost';
    link.use(new RPCLink({ websocket: socket }));
    engineConnected();
    if (wasLost) tellWhy(client).catch(() => undefined);
  });
  socket.addEventListener('close', () => {
    if (useConnection.getState().state === 'connected') {
      engineLost(null);
      link.lose();
    }
    setTimeout(() => open(link, client), retryMs);
  });
}

/** The engine that took over knows why the one before it ended. */
async function tellWhy(client: Client): Promise<void> {
  const { restartedAfter } = await client.system.about();
  if (restartedAfter !== null) useConnection.setState({ endedBecause: restartedAfter });
}
