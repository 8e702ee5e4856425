/** A real Chromium, driven over a pipe by its DevTools protocol. */
import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumArguments, findChromium, howToGetChromium } from '../../../scripts/chromium.mjs';

let running = null;

/** Without `debuggable` no other debugger, such as Playwright's, can connect. */
export async function startChromium({ debuggable }) {
  const executable = findChromium();
  if (executable === undefined) throw new Error(`No Chromium was found. Get one: ${howToGetChromium}`);
  const profile = mkdtempSync(join(tmpdir(), 'rowcast-double-'));
  const child = spawn(
    executable,
    [
      ...chromiumArguments,
      ...(process.env['DISPLAY'] ? [] : ['--headless=new']),
      ...(debuggable ? ['--remote-debugging-port=0'] : []),
      '--remote-debugging-pipe',
      '--no-startup-window',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--password-store=basic',
      `--user-data-dir=${profile}`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] },
  );
  // Playwright waits for this line on the standard error of what it started.
  child.stderr.setEncoding('utf8').on('data', (text) => {
    const [line] = /^DevTools listening on .*$/m.exec(text) ?? [];
    if (line !== undefined) process.stderr.write(`${line}\n`);
  });
  running = new Chromium(child, profile);
  await running.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
}

export function chromium() {
  if (running === null) throw new Error('Chromium is not started before the app is ready.');
  return running;
}

export async function stopChromium() {
  await running?.stop();
  running = null;
}

/** Emits the protocol's events as `event method`, or `session id` for those of one target. */
class Chromium extends EventEmitter {
  #child;
  #gone;
  #lastId = 0;
  #waiting = new Map();
  #received = '';

  constructor(child, profile) {
    super();
    this.#child = child;
    this.#gone = new Promise((resolve) => {
      child.once('exit', () => {
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
        for (const { reject } of this.#waiting.values()) reject(new Error('Chromium ended.'));
        resolve();
      });
    });
    child.stdio[3].on('error', () => undefined);
    child.stdio[4].setEncoding('utf8').on('data', (text) => this.#read(text));
  }

  send(method, params = {}, sessionId) {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#child.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  async stop() {
    this.send('Browser.close').catch(() => undefined);
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 3000);
    await this.#gone;
    clearTimeout(timer);
  }

  #read(text) {
    const parts = (this.#received + text).split('\0');
    this.#received = parts.pop();
    for (const part of parts) this.#handle(JSON.parse(part));
  }

  #handle({ id, result, error, method, params, sessionId }) {
    if (id === undefined) this.emit(sessionId ?? 'browser', method, params);
    else {
      const { resolve, reject } = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) resolve(result);
      else reject(new Error(error.message));
    }
  }
}
