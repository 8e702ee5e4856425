/** The engine behind the sockets: loaded apart from the rest, so that the page is served before DuckDB is. */
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer';
import { StandardRPCHandler } from '@orpc/server/standard';
import { ServerPeer, type EncodedMessage } from '@orpc/standard-server-peer';
import { AllowedFolders } from '../engine/access/file-access.ts';
import { locateSamples } from '../engine/duckdb/locate.ts';
import { loadForPages, openEngine, router } from '../engine/engine.ts';
import { defaultHomeFolder } from '../engine/home/folder.ts';
import { serveOptions } from '../engine/wire/serve.ts';

export interface WireOptions {
  /** Folders that the user opened to the app. */
  folders: readonly string[];
  /** Where dropped files are kept. */
  uploadFolder: string;
  restartedAfter: string | null;
}

/** One client's side of the wire. */
export interface Peer {
  /** Settles when the call that `message` makes has ended; rejects where the message cannot be read or the answer not be sent. */
  message(message: EncodedMessage): Promise<unknown>;
  /** Aborts the calls of this client and closes the tables that it had open. */
  close(): Promise<void>;
}

export interface EngineWire {
  /** `send` resolves when the message has left, which is what holds back a stream whose reader is slow. */
  connect(send: (message: EncodedMessage) => Promise<void>): Peer;
  close(): Promise<void>;
}

/** Opens the engine for clients that may use the files in `folders`, among the samples and among what they dropped. */
export async function openWire({ folders, uploadFolder, restartedAfter }: WireOptions): Promise<EngineWire> {
  const samples = locateSamples();
  const roots = samples === undefined ? folders : [...folders, samples];
  const access = new AllowedFolders(roots, [uploadFolder]);
  const engine = await openEngine({ access, home: defaultHomeFolder(), restartedAfter });
  // What does not load now is loaded, and its failure told, with the first page.
  loadForPages().catch(() => undefined);
  const handler = new StandardRPCHandler(router, serveOptions);
  return {
    connect: (send) => {
      const peer = new ServerPeer(send);
      const client = engine.connect();
      const handle = createServerPeerHandleRequestFn(handler, { context: client.context });
      return {
        message: (message) => peer.message(message, handle),
        close: () => {
          peer.close();
          return client.close();
        },
      };
    },
    close: () => engine.close(),
  };
}
