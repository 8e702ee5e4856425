/** The wire of the desktop app: a message port to the engine's process, handed over by the shell. */
import { RPCLink } from '@orpc/client/message-port';
import { enginePortMessage } from '../../contract/engine-port.ts';
import type { DesktopHost } from '../../contract/index.ts';
import { clientOver, ReplaceableLink, type Client } from './client.ts';
import { engineConnected, engineLost } from './connection.ts';

export function connectDesktop(host: DesktopHost): Client {
  const link = new ReplaceableLink();
  window.addEventListener('message', ({ source, data, ports: [port] }) => {
    if (source !== window || data !== enginePortMessage || port === undefined) return;
    port.start();
    link.use(new RPCLink({ port }));
    engineConnected();
  });
  host.onEngineEnd(({ reason, restarting, fault }) => {
    engineLost(reason, restarting, fault);
    link.lose();
  });
  host.startEngine();
  return clientOver(link);
}
