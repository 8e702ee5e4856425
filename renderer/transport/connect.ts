/** Finds out what the window runs in, and connects it to its engine. */
import { createContext, useContext } from 'react';
import { browserHost } from './browser-host.ts';
import { connectBrowser } from './browser-wire.ts';
import type { Client } from './client.ts';
import { desktopHost } from './desktop-host.ts';
import { connectDesktop } from './desktop-wire.ts';
import type { Host } from './host.ts';

export function connect(): { client: Client; host: Host } {
  const shell = window.rowcast;
  return shell === undefined
    ? { client: connectBrowser(), host: browserHost() }
    : { client: connectDesktop(shell), host: desktopHost(shell) };
}

export const ClientContext = createContext<Client | null>(null);

export function useClient(): Client {
  const client = useContext(ClientContext);
  if (client === null) throw new Error('The window is drawn without a client.');
  return client;
}
