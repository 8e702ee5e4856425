/** The life of the app: its start, its paths, its single instance and its end. */
import { EventEmitter } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopChromium } from './chromium.mjs';
import { holdLock } from './single-instance.mjs';

/** An event that a listener may prevent. */
export function preventable(more = {}) {
  return {
    ...more,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}

class App extends EventEmitter {
  name = 'rowcast';
  isPackaged = false;
  commandLine = { appendSwitch: () => undefined };
  /** Files of `addRecentDocument`, for tests. */
  recentDocuments = [];
  /** Set by the utility processes. */
  getAppMetrics = () => [];
  /** Set by the windows: closes them one by one, and tells whether none is left. */
  closeWindows = async () => true;
  #paths = new Map();
  #ready = Promise.withResolvers?.() ?? withResolvers();
  #isReady = false;
  #isEnding = false;
  #isQuitting = false;

  setName(name) {
    this.name = name;
  }

  setAppUserModelId() {}

  enableSandbox() {
    if (this.#isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
  }

  setPath(name, path) {
    this.#paths.set(name, path);
  }

  getPath(name) {
    if (!this.#paths.has(name)) this.#paths.set(name, mkdtempSync(join(tmpdir(), `rowcast-${name}-`)));
    return this.#paths.get(name);
  }

  requestSingleInstanceLock(data) {
    const said = { words: process.argv, folder: process.cwd(), data };
    return holdLock(this.getPath('userData'), said, ({ words, folder, data: told }) =>
      this.emit('second-instance', {}, words, folder, told),
    );
  }

  addRecentDocument(path) {
    this.recentDocuments.push(path);
  }

  isReady() {
    return this.#isReady;
  }

  whenReady() {
    return this.#ready.promise;
  }

  becomeReady() {
    this.#isReady = true;
    this.emit('ready', {}, {});
    this.#ready.resolve();
  }

  get isEnding() {
    return this.#isEnding;
  }

  quit() {
    if (this.#isReady) void this.#quit();
    else void this.exit(0);
  }

  async #quit() {
    const asked = preventable();
    this.emit('before-quit', asked);
    if (asked.defaultPrevented) return;
    this.#isQuitting = true;
    if (!(await this.closeWindows())) this.#isQuitting = false;
    else this.#end();
  }

  /** The last window is closed. */
  windowsAreClosed() {
    if (this.#isQuitting || this.#isEnding) return;
    if (!this.emit('window-all-closed')) this.quit();
  }

  #end() {
    const asked = preventable();
    this.emit('will-quit', asked);
    if (!asked.defaultPrevented) void this.exit(0);
  }

  async exit(code = 0) {
    if (this.#isEnding) return;
    this.#isEnding = true;
    await stopChromium();
    this.emit('quit', {}, code);
    process.exit(code);
  }
}

function withResolvers() {
  let resolve;
  const promise = new Promise((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

export const app = new App();
process.on('SIGTERM', () => app.quit());
process.on('SIGINT', () => app.quit());

export async function startApp(start) {
  if (app.isEnding) return;
  await start();
  app.becomeReady();
}
