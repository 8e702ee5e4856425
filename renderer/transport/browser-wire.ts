/** The wire of the browser app: a WebSocket to the server that served the page, opened anew when it breaks. */
import { RPCLink } from '@orpc/client/websocket';
import { socketPath } from '../../contract/index.ts';
import { clientOver, ReplaceableLink, type Client } from './client.ts';
import { appGone, engineConnected, engineLost, useConnection } from './connection.ts';

const retryMs = 250;

/** While an engine is replaced its server's address still answers; where it does not for so long, the app has ended. */
const givenUpAfterMs = 5000;
/** It may be started again under the same address. */
const laterRetryMs = 5000;

export function connectBrowser(): Client {
  const link = new ReplaceableLink();
  const client = clientOver(link);
  open(link, client, null);
  return client;
}

/** `lostSince` is when the socket before this one was lost, in milliseconds since 1970; null where there was none. */
function open(link: ReplaceableLink, client: Client, lostSince: number | null): void {
  const socket = new WebSocket(new URL(socketPath, location.href).href.replace(/^http/, 'ws'));
  // The link reads a Blob later than the text that follows it, which would put the messages out of order.
  socket.binaryType = 'arraybuffer';
  let since = lostSince ?? Date.now();
  socket.addEventListener('open', () => {
    const { state } = useConnection.getState();
    const wasLost = state === 'lost' || state === 'gone';
    link.use(new RPCLink({ websocket: socket }));
    engineConnected();
    if (wasLost) tellWhy(client).catch(() => undefined);
  });
  socket.addEventListener('close', () => {
    if (useConnection.getState().state === 'connected') {
      engineLost(null);
      link.lose();
      since = Date.now();
    }
    const isGone = Date.now() - since > givenUpAfterMs;
    if (isGone) appGone();
    setTimeout(() => open(link, client, since), isGone ? laterRetryMs : retryMs);
  });
}

/** The engine that took over knows why the one before it ended. */
async function tellWhy(client: Client): Promise<void> {
  const { restartedAfter } = await client.system.about();
  if (restartedAfter !== null) useConnection.setState({ endedBecause: restartedAfter });
}
