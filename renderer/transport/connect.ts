/** Finds out what the window runs in, and connects it to its engine. */
import { browserHost } from './browser-host.ts';
import { connectBrowser } from './browser-wire.ts';
import type { Client } from './client.ts';
import { desktopHost } from './desktop-host.ts';
import { connectDesktop } from './desktop-wire.ts';
import type { Host } from './host.ts';

/** The client outlives the engine: what it speaks to now is in the store of `connection.ts`. */
export function connect(): { client: Client; host: Host } {
  const shell = window.rowcast;
  return shell === undefined
    ? { client: connectBrowser(), host: browserHost() }
    : { client: connectDesktop(shell), host: desktopHost(shell) };
}
