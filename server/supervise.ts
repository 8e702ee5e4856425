/** Keeps the browser app up: owns its port, and starts its process anew when native code brings it down. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { RestartLimit, RowcastError } from '../contract/index.ts';
import type { FromServer, ServeOptions, ToServer } from './messages.ts';
import { removeLeadingPage, writeLeadingPage } from './leading-page.ts';
import { newSecret } from './secrets.ts';
import { makeUploadFolder } from './upload-folder.ts';

export interface AppOptions {
  files: readonly string[];
  folders: readonly string[];
  /** 0 for any that is free. */
  port: number;
  windowFolder: string;
  /** Told each time the process was started anew. */
  onRestart: (reason: string) => void;
  /** Told each time a browser came in, with the address for the next: each lets in one. */
  onLetIn: (nextAddress: string) => void;
}

/** Both bundled into one folder. */
const serverFile = fileURLToPath(new URL('server.js', import.meta.url));

/** Longest that ending waits for the process to end by itself. */
const patienceMs = 15_000;

export class Supervisor {
  /** Resolves when it was stopped; rejects where the app cannot run, or not stay up. */
  readonly ended: Promise<void>;
  readonly ready: Promise<void>;

  readonly #listener: Server;
  #options: ServeOptions;
  readonly #onRestart: AppOptions['onRestart'];
  readonly #onLetIn: AppOptions['onLetIn'];
  readonly #limit = new RestartLimit();
  #tellReady: () => void = () => undefined;
  #tellEnded: (fault: RowcastError | undefined) => void = () => undefined;
  /** Connections that no process has confirmed yet, by their ids: the next one gets them where one dies. */
  readonly #waiting = new Map<number, Socket>();
  #connectionCount = 0;
  #child: ChildProcess | undefined;
  #isStopping = false;
  #fault: RowcastError | undefined;

  /** Listens on loopback alone and starts the process. Throws where the port cannot be had. */
  static async start(options: AppOptions): Promise<Supervisor> {
    const listener = await listen(options.port);
    return new Supervisor(listener, options);
  }

  private constructor(listener: Server, { onRestart, onLetIn, files, folders, windowFolder }: AppOptions) {
    const { port } = listener.address() as AddressInfo;
    const secrets = { token: newSecret(), cookie: newSecret() };
    this.ready = new Promise((resolve) => {
      this.#tellReady = resolve;
    });
    this.ended = new Promise((resolve, reject) => {
      this.#tellEnded = (fault) => (fault === undefined ? resolve() : reject(fault));
    });
    this.#onRestart = onRestart;
    this.#onLetIn = onLetIn;
    this.#options = {
      port,
      secrets,
      files,
      folders,
      windowFolder,
      uploadFolder: makeUploadFolder(),
      restartedAfter: null,
    };
    this.#listener = listener.on('connection', (connection) => this.#accept(connection));
    this.#startProcess(null);
  }

  /** The address that lets in the next browser, token included. */
  get url(): string {
    const { port, secrets } = this.#options;
    return `http://127.0.0.1:${port}/open?token=${secrets.token}`;
  }

  /**
   * What to start the browser with: a file that leads to the address. Whatever a program is started with can be read by all users of
   * the machine, and the address alone would let them in.
   */
  leadingPage(): string {
    return writeLeadingPage(this.#options.uploadFolder, this.url);
  }

  /** Ends the process and frees the port; `ended` resolves when that is done. A second call does not wait for runs to end. */
  stop(): void {
    if (this.#isStopping) this.#child?.kill('SIGKILL');
    this.#isStopping = true;
    this.#listener.close();
    const child = this.#child;
    if (child === undefined) return;
    this.#say({ ask: 'stop' });
    setTimeout(() => child.kill('SIGKILL'), patienceMs).unref();
  }

  #startProcess(restartedAfter: string | null): void {
    // Each statement that runs holds one of libuv's threads; with its four, a page of the grid would wait behind long ones.
    const env = { UV_THREADPOOL_SIZE: '16', ...process.env };
    const child = fork(serverFile, { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.#child = child;
    let reason: string | undefined;
    child.on('message', (message: FromServer) => {
      if (message.told === 'ready') this.#tellReady();
      else if (message.told === 'accepted') this.#release(message.id);
      else if (message.told === 'let-in') this.#letIn(message.token);
      else if (message.told === 'ending') ({ reason } = message);
      else this.#giveUp(RowcastError.fromFault(message.fault));
    });
    // A process that cannot be written to any more ends, and that is what is told.
    child.on('error', () => undefined);
    child.on('exit', (code, signal) =>
      this.#onExit(reason ?? (signal === null ? `exit code ${code}` : `signal ${signal}`)),
    );
    this.#say({ ask: 'serve', options: { ...this.#options, restartedAfter } });
    for (const [id, connection] of this.#waiting) this.#say({ ask: 'accept', id }, connection);
  }

  #letIn(token: string): void {
    this.#options = { ...this.#options, secrets: { ...this.#options.secrets, token } };
    removeLeadingPage(this.#options.uploadFolder);
    this.#onLetIn(this.url);
  }

  #onExit(reason: string): void {
    this.#child = undefined;
    if (this.#isStopping) return this.#finish();
    if (!this.#limit.allows(Date.now())) {
      // Each restart came after an end, and now there was one more.
      this.#giveUp(endsTooOften(this.#limit.count + 1, reason));
      return;
    }
    this.#onRestart(reason);
    this.#startProcess(reason);
  }

  #giveUp(fault: RowcastError): void {
    this.#fault ??= fault;
    this.stop();
    if (this.#child === undefined) this.#finish();
  }

  #finish(): void {
    for (const id of this.#waiting.keys()) this.#release(id);
    rmSync(this.#options.uploadFolder, { recursive: true, force: true });
    this.#tellEnded(this.#fault);
  }

  /** Gives a connection, of which nothing was read, to the process. */
  #accept(connection: Socket): void {
    this.#connectionCount += 1;
    const id = this.#connectionCount;
    this.#waiting.set(id, connection);
    connection.on('error', () => this.#release(id));
    this.#say({ ask: 'accept', id }, connection);
  }

  /** Closes this process's hold on a connection; the other one's keeps it open. */
  #release(id: number): void {
    this.#waiting.get(id)?.destroy();
    this.#waiting.delete(id);
  }

  /** What cannot be said to a process that has just died is said to the next. */
  #say(message: ToServer, connection?: Socket): void {
    this.#child?.send(message, connection, { keepOpen: true }, () => undefined);
  }
}

async function listen(port: number): Promise<Server> {
  const listener = createServer({ pauseOnConnect: true });
  try {
    await once(listener.listen({ port, host: '127.0.0.1' }), 'listening');
    return listener;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'EADDRINUSE' ? 'another program uses it' : message;
    const hint = 'Leave --port out to get a free one.';
    throw new RowcastError('INVALID_ARGUMENT', `Port ${port} cannot be had: ${why}.`, hint, { cause: error });
  }
}

function endsTooOften(times: number, reason: string): RowcastError {
  return new RowcastError(
    'ENGINE_STOPPED',
    `The engine ended ${times} times within a minute, at last by ${reason}.`,
    'Start Rowcast again, and leave out the model or table that was open last.',
  );
}
