/** The browser app over HTTP: the page, what was dropped on it, and the sockets to the engine. */
import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { finished } from 'node:stream/promises';
import {
  initialFilesPath,
  RowcastError,
  socketPath,
  uploadPath,
  type InitialFiles,
  type Uploaded,
} from '../contract/index.ts';
import { EngineSockets } from './engine-sockets.ts';
import type { EngineWire } from './engine-wire.ts';
import { Guard, type Refusal } from './guard.ts';
import { neverStored, securityHeaders } from './headers.ts';
import { pageThatLeadsTo } from './leading-page.ts';
import type { ServeOptions } from './messages.ts';
import { setCookie } from './secrets.ts';
import { dropUploads, keepUpload } from './upload.ts';
import { WindowFiles } from './window-files.ts';

const notThere: Refusal = { status: 404, why: 'Nothing is at this address.' };

export class AppServer {
  readonly #options: ServeOptions;
  readonly #guard: Guard;
  readonly #files: WindowFiles;
  readonly #sockets: EngineSockets;
  readonly #http: Server;
  readonly #onLetIn: (token: string) => void;
  readonly #connections = new Set<Socket>();

  /** `onLetIn` is told the token for the next browser. */
  constructor(options: ServeOptions, wire: Promise<EngineWire>, onLetIn: (token: string) => void) {
    this.#options = options;
    this.#onLetIn = onLetIn;
    this.#guard = new Guard(options.port, options.secrets);
    this.#files = new WindowFiles(options.windowFolder);
    this.#sockets = new EngineSockets(wire);
    // An upload may take as long as it takes.
    this.#http = createServer({ requestTimeout: 0 }, (request, response) => void this.#answer(request, response));
    this.#http.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) =>
      this.#upgrade(request, stream, head),
    );
  }

  /** Serves a connection that the supervisor has accepted. */
  accept(connection: Socket): void {
    this.#connections.add(connection);
    connection.on('close', () => this.#connections.delete(connection));
    this.#http.emit('connection', connection);
    connection.resume();
  }

  /** Ends every connection, and waits for the calls that this aborts. */
  async close(): Promise<void> {
    await this.#sockets.close();
    for (const connection of this.#connections) connection.destroy();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(securityHeaders(this.#guard.host)))
      response.setHeader(name, value ?? '');
    try {
      await this.#route(request, response);
    } catch {
      // The client went away, or a file of the window was taken away while it was sent.
      response.destroy();
    }
  }

  async #route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { path, query } = addressOf(request);
    if (path === '/open') return this.#letIn(request, response, query);
    const refusal = this.#guard.refuse(request);
    if (refusal !== undefined) return refuse(response, refusal);
    if (path === uploadPath) return this.#keep(request, response, query);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return refuse(response, { status: 405, why: 'This address is read, not written.' });
    }
    if (path === initialFilesPath) {
      return sendJson(response, 200, { files: [...this.#options.files] } satisfies InitialFiles);
    }
    return this.#files.has(path) ? this.#files.send(path, response) : refuse(response, notThere);
  }

  /** The printed address: gives a browser its cookie once, and takes the token out of sight. */
  #letIn(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): void {
    const refusal = this.#guard.refuseToken(request, query.get('token'));
    // Who comes again by an address of before, as by a bookmark, is in already.
    const isKnown = request.headers.host === this.#guard.host && this.#guard.knows(request);
    if (refusal !== undefined && !isKnown) return refuse(response, refusal);
    const { port, secrets } = this.#options;
    if (!isKnown) {
      response.setHeader('Set-Cookie', setCookie(port, secrets));
      this.#onLetIn(this.#guard.spendToken());
    }
    if (request.headers['sec-fetch-site'] === 'none') {
      response.writeHead(303, { Location: '/', ...neverStored }).end();
      return;
    }
    // Led here by a page of another site, a browser would not send the cookie where it is sent on to, but does from a page of this one.
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...neverStored }).end(pageThatLeadsTo('/'));
  }

  async #keep(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): Promise<void> {
    const { uploadFolder } = this.#options;
    const { method } = request;
    if (method !== 'POST' && method !== 'DELETE') {
      return refuse(response, { status: 405, why: 'Files are sent here by POST, and removed by DELETE.' });
    }
    try {
      if (method === 'DELETE') {
        await dropUploads(uploadFolder, query);
        response.writeHead(204, neverStored).end();
        return;
      }
      const path = await keepUpload(request, uploadFolder, query);
      sendJson(response, 201, { path } satisfies Uploaded);
    } catch (error) {
      if (!(error instanceof RowcastError)) throw error;
      // What is still on its way is let run out, since a browser reads no answer before it has sent everything.
      if (!request.readableEnded) await finished(request.resume(), { writable: false });
      sendJson(response, error.code === 'DESTINATION_FULL' ? 507 : 422, error.toFault());
    }
  }

  #upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    stream.on('error', () => stream.destroy());
    const refusal =
      this.#guard.refuse(request, true) ?? (addressOf(request).path === socketPath ? undefined : notThere);
    if (refusal === undefined) return this.#sockets.accept(request, stream, head);
    const { status, why } = refusal;
    stream.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: ${why.length}\r\n\r\n${why}`,
    );
  }
}

/** As it stands in the request: nothing here is called by a name that would have to be decoded. */
function addressOf(request: IncomingMessage): { path: string; query: URLSearchParams } {
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
  return { path, query: new URLSearchParams(query) };
}

function refuse(response: ServerResponse, { status, why }: Refusal): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close', ...neverStored });
  response.end(`${why}\n`);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...neverStored }).end(JSON.stringify(body));
}
