/** What the supervisor and the process that serves say to each other. */
import type { Fault } from '../contract/index.ts';
import type { Secrets } from './secrets.ts';

/** All that a serving process needs to take the place of the one before it. */
export interface ServeOptions {
  port: number;
  secrets: Secrets;
  /** Folders that the user opened to the app. */
  folders: readonly string[];
  /** Files that the app was started with. */
  files: readonly string[];
  /** The built window. */
  windowFolder: string;
  /** Removed by whoever of the two ends last. */
  uploadFolder: string;
  restartedAfter: string | null;
}

/** With `accept` comes the connection of a client. */
export type ToServer = { ask: 'serve'; options: ServeOptions } | { ask: 'accept'; id: number } | { ask: 'stop' };

export type FromServer =
  | { told: 'ready' }
  /** The connection of that id is served from now on. */
  | { told: 'accepted'; id: number }
  /** A browser came in by the address, whose token is spent; the next comes in with this one. */
  | { told: 'let-in'; token: string }
  /** It cannot serve, and another try would not either. */
  | { told: 'failed'; fault: Fault }
  /** It ends by itself next. */
  | { told: 'ending'; reason: string };
