/** Utility processes: child processes of Node, with a parent port and ports that are relayed. */
import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { constants } from 'node:os';
import { app } from './app.mjs';
import { MovedPorts } from './ports.mjs';

const childSide = new URL('utility-child.mjs', import.meta.url).href;
const killAfterMs = 2000;

const running = new Set();

class UtilityProcess extends EventEmitter {
  #child;
  #ports = new MovedPorts((message) => this.#send(message));
  #killed = false;

  constructor(file, words, { env = process.env, serviceName = 'Node Utility Process' } = {}) {
    super();
    this.name = serviceName;
    running.add(this);
    this.#child = fork(file, words, {
      env,
      execArgv: ['--import', childSide],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child.on('spawn', () => this.emit('spawn'));
    this.#child.on('message', (message) => this.#ports.handle(message) || this.emit('message', message.data));
    this.#child.on('exit', (code, signal) => {
      this.#ports.end();
      running.delete(this);
      this.emit('exit', this.#exitCode(code, signal));
    });
    app.on('quit', () => this.#child.kill('SIGKILL'));
  }

  get pid() {
    return this.#child.exitCode === null && this.#child.signalCode === null ? this.#child.pid : undefined;
  }

  postMessage(data, ports = []) {
    this.#send({ kind: 'message', data, ports: ports.map((port) => this.#ports.move(port)) });
  }

  kill() {
    this.#killed = true;
    setTimeout(() => this.#child.kill('SIGKILL'), killAfterMs).unref();
    return this.#child.kill('SIGTERM');
  }

  #send(message) {
    if (this.#child.connected) this.#child.send(message);
  }

  /** Electron tells the wait status: of a killed process the signal's number, and 0 where it was killed from here. */
  #exitCode(code, signal) {
    if (signal === null) return code;
    return this.#killed ? 0 : constants.signals[signal];
  }
}

app.getAppMetrics = () => [...running].map(({ pid, name }) => ({ pid, name, type: 'Utility' }));

export const utilityProcess = {
  fork(file, words, options) {
    if (!app.isReady()) throw new Error('utilityProcess cannot be created before app is ready.');
    return new UtilityProcess(file, words, options);
  },
};
