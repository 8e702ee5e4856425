/** WebSockets over which pages call the engine. A page that goes away cancels what it had called. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { EngineWire } from './engine-wire.ts';

/** A request is a job at most, with a rule for each of some thousand columns. */
const longestMessage = 16 * 1024 * 1024;

/** Status of a socket that is closed because what came over it is no request. */
const notUnderstood = 1003;

export class EngineSockets {
  readonly #wire: Promise<EngineWire>;
  /** Calls, and what is still being closed of pages that went away. */
  readonly #calls = new Set<Promise<unknown>>();
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: longestMessage, perMessageDeflate: false });

  /** Messages wait until the engine is open. */
  constructor(wire: Promise<EngineWire>) {
    this.#wire = wire;
  }

  accept(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, stream, head, (socket) => this.#serve(socket));
  }

  /** Ends every socket, and waits for the calls that this aborts. */
  async close(): Promise<void> {
    for (const socket of this.#server.clients) socket.terminate();
    await Promise.allSettled(this.#calls);
  }

  #serve(socket: WebSocket): void {
    const peer = this.#wire.then((wire) => wire.connect((message) => sent(socket, message)));
    // Whoever opens the engine tells why it could not be opened.
    peer.catch(() => socket.terminate());
    socket.on('message', (data) => {
      this.#track(peer.then((open) => open.message(data as Buffer)).catch(() => socket.close(notUnderstood)));
    });
    socket.on('close', () => this.#track(peer.then((open) => open.close()).catch(ignored)));
    // A broken connection closes as well; a message that is too long closes with its own status.
    socket.on('error', ignored);
  }

  #track(call: Promise<unknown>): void {
    this.#calls.add(call);
    void call.finally(() => this.#calls.delete(call));
  }
}

function ignored(): void {}

function sent(socket: WebSocket, message: Parameters<WebSocket['send']>[0]): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(message, (error) => (error ? reject(error) : resolve()));
  });
}
