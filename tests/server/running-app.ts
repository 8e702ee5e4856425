/** Starts `rowcast app` as a user's shell does, and talks to it as a browser does. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import { socketPath, type methods } from '../../contract/index.ts';
import { launcher, type Ended } from '../support/rowcast-command.ts';

export type Methods = ContractRouterClient<typeof methods>;

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

interface Surroundings {
  shell?: string;
  variables?: Record<string, string>;
  /** Whether it starts a browser. */
  opens?: boolean;
}

/** The line that `rowcast app` prints, with the address in it. */
const printedAddress = /http:\/\/127\.0\.0\.1:\d+\/open\?token=\S+/;

export class RunningApp {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** The folder in which the system's temporary files lie. */
  readonly temporary: string;
  readonly #screen = { stdout: '', stderr: '' };
  #address: URL | undefined;
  #cookie = '';

  /** `home` stands for the user's home folder, `shell` for what is said before the command, as `ulimit -f 100`. */
  constructor(home: string, words: readonly string[] = [], { shell, variables, opens = false }: Surroundings = {}) {
    this.temporary = join(home, 'temporary');
    mkdirSync(this.temporary, { recursive: true });
    const folders = { HOME: home, USERPROFILE: home, ROWCAST_HOME: join(home, '.rowcast') };
    const env = { ...process.env, ...folders, TMPDIR: this.temporary, TEMP: this.temporary, ...variables };
    const command = [process.execPath, launcher, 'app', ...(opens ? [] : ['--no-open']), ...words];
    const [program = '', ...rest] =
      shell === undefined ? command : ['sh', '-c', `${shell}; exec "$0" "$@"`, ...command];
    this.child = spawn(program, rest, {
      cwd: home,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#screen.stdout += text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#screen.stderr += text));
    this.ended = once(this.child, 'close').then(([exit, signal]) => ({
      exit: exit as number | null,
      signal: signal as NodeJS.Signals | null,
      ...this.#screen,
    }));
  }

  /** Waits for the address, and lets the browser in by it. */
  async open(): Promise<this> {
    this.#address = new URL(await this.screen('stdout', printedAddress));
    const { headers } = await this.ask(`${this.#address.pathname}${this.#address.search}`, { headers: { cookie: '' } });
    this.#cookie = headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    return this;
  }

  /** The address that was printed last: each lets in one browser. */
  async latestAddress(): Promise<URL> {
    await this.screen('stdout', /Another browser gets in by http\S+\n/);
    return new URL(this.#screen.stdout.match(/http:\S+/g)?.at(-1) ?? '');
  }

  /** The part of the screen that matches, as soon as it does. */
  async screen(stream: 'stdout' | 'stderr', expected: RegExp): Promise<string> {
    for (;;) {
      const found = expected.exec(this.#screen[stream])?.[0];
      if (found !== undefined) return found;
      const ended = await Promise.race([
        this.ended,
        once(this.child[stream] ?? this.child, 'data').then(() => undefined),
      ]);
      if (ended !== undefined && !expected.test(this.#screen[stream])) {
        throw new Error(`rowcast app ended: ${ended.stdout}${ended.stderr}`);
      }
    }
  }

  get address(): URL {
    if (this.#address === undefined) throw new Error('rowcast app is not open yet');
    return this.#address;
  }

  get origin(): string {
    return this.address.origin;
  }

  get cookie(): string {
    return this.#cookie;
  }

  /** As the page asks: with the browser's cookie, and from the page's origin. */
  async ask(path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answer> {
    const all = { cookie: this.#cookie, origin: this.origin, ...headers };
    // Each on a connection of its own, as one that is kept dies with the process that serves it.
    const asked = request({ host: '127.0.0.1', port: this.address.port, path, method, headers: all, agent: false });
    asked.end(body);
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) text += String(chunk);
    return { status: response.statusCode ?? 0, headers: response.headers, body: text };
  }

  socket(headers: Record<string, string> = {}): WebSocket {
    const all = { cookie: this.#cookie, origin: this.origin, ...headers };
    const socket = new WebSocket(`ws://127.0.0.1:${this.address.port}${socketPath}`, { headers: all });
    // What breaks closes as well, and that is what tests look at.
    return socket.on('error', () => undefined);
  }

  /** The engine as the page has it; `socket` is closed with the page. */
  client(socket = this.socket()): Methods {
    return createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
  }

  async stop(): Promise<Ended> {
    this.child.kill('SIGTERM');
    return this.ended;
  }
}
