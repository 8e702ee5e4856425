/** Windows, each a page of Chromium of its own; pages that no window asked for are closed before they load. */
import { EventEmitter } from 'node:events';
import { app, preventable } from './app.mjs';
import { chromium } from './chromium.mjs';
import { WebContents } from './web-contents.mjs';

const windows = new Set();
/** Calls of windows that wait for their page. */
const awaited = [];

export class BrowserWindow extends EventEmitter {
  webContents = new WebContents();
  #options;
  #opened;
  #shown = false;
  #maximized = false;

  constructor(options = {}) {
    super();
    this.#options = options;
    windows.add(this);
    app.emit('web-contents-created', {}, this.webContents);
    this.webContents.once('dom-ready', () => this.emit('ready-to-show'));
    this.webContents.once('destroyed', () => {
      windows.delete(this);
      this.emit('closed');
      if (windows.size === 0) app.windowsAreClosed();
    });
    this.#opened = this.#open();
  }

  static getAllWindows() {
    return [...windows];
  }

  static fromWebContents(contents) {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null;
  }

  async loadURL(url) {
    await this.#opened;
    await this.webContents.loadURL(url);
  }

  /** Whether it is closed, which a listener may prevent. */
  async close() {
    const asked = preventable();
    this.emit('close', asked);
    if (asked.defaultPrevented) return false;
    await this.#opened;
    const gone = new Promise((resolve) => this.once('closed', resolve));
    await chromium().send('Target.closeTarget', { targetId: this.webContents.targetId });
    await gone;
    return true;
  }

  show() {
    this.#shown = true;
  }

  focus() {}
  restore() {}
  setBackgroundColor() {}
  setProgressBar() {}

  isVisible() {
    return this.#shown;
  }

  isMinimized() {
    return false;
  }

  maximize() {
    this.#maximized = true;
  }

  isMaximized() {
    return this.#maximized;
  }

  getNormalBounds() {
    const { x = 0, y = 0, width = 800, height = 600 } = this.#options;
    return { x, y, width, height };
  }

  setBounds(bounds) {
    Object.assign(this.#options, bounds);
  }

  destroy() {
    void chromium().send('Target.closeTarget', { targetId: this.webContents.targetId });
  }

  async #open() {
    listenForPages();
    const { width, height } = this.getNormalBounds();
    const page = new Promise((resolve) => awaited.push(resolve));
    await chromium().send('Target.createTarget', { url: 'about:blank', newWindow: true, width, height });
    const { targetId, sessionId } = await page;
    this.webContents.close = () => void this.close();
    await this.webContents.attach(targetId, sessionId, this.#options.webPreferences ?? {});
  }
}

let isListening = false;

function listenForPages() {
  if (isListening) return;
  isListening = true;
  chromium().on('browser', (method, params) => {
    if (method === 'Target.attachedToTarget') void welcome(params);
    if (method === 'Target.detachedFromTarget') windowOf(params.targetId)?.webContents.detach();
  });
}

async function welcome({ sessionId, targetInfo: { targetId, type, openerId } }) {
  const window = type === 'page' && openerId === undefined ? awaited.shift() : undefined;
  if (window !== undefined) window({ targetId, sessionId });
  else await turnAway(type, targetId, sessionId).catch(() => undefined);
}

/** The page that opened it stands still until it goes on, so it does, with every request held back, and then is closed. */
async function turnAway(type, targetId, sessionId) {
  if (type === 'page') await chromium().send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }, sessionId);
  await chromium().send('Runtime.runIfWaitingForDebugger', {}, sessionId);
  if (type === 'page') await chromium().send('Target.closeTarget', { targetId });
}

function windowOf(targetId) {
  return BrowserWindow.getAllWindows().find((window) => window.webContents.targetId === targetId);
}

app.closeWindows = async () => {
  for (const window of windows) if (!(await window.close())) return false;
  return true;
};

export const webContents = {
  fromDevToolsTargetId: (targetId) => windowOf(targetId)?.webContents,
};
