/** The contents of one window: a page of Chromium with the preload script in it. */
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { fromChromium, toChromium } from './address.mjs';
import { preventable } from './app.mjs';
import { chromium } from './chromium.mjs';
import { decode, encode } from './clone.mjs';
import { nativeTheme } from './desktop.mjs';
import { invoke } from './ipc-main.mjs';
import { fromMain, pageScripts, preloadWorld, toMain } from './page-scripts.mjs';
import { MovedPorts } from './ports.mjs';
import { decidePermissions, decideRequest } from './session.mjs';

export class WebContents extends EventEmitter {
  mainFrame = { url: '', parent: null };
  targetId = null;
  #session = null;
  #preferences = {};
  #world = null;
  #ports = new MovedPorts((message) => this.#tell(message));
  #openHandler = () => ({ action: 'allow' });
  /** An address that main itself loads, which no listener is asked about. */
  #loading = null;
  #applyTheme = () => void this.#emulateTheme().catch(() => undefined);

  /** Prepares a page that waits to begin. */
  async attach(targetId, session, preferences) {
    this.#preferences = preferences;
    this.targetId = targetId;
    this.#session = session;
    chromium().on(session, (method, params) => this.#handlers[method]?.(params));
    const scripts = pageScripts(
      randomUUID(),
      preferences.preload === undefined ? '' : readFileSync(preferences.preload, 'utf8'),
    );
    await this.#send('Page.enable');
    await this.#send('Runtime.enable');
    await this.#send('DOM.enable');
    await this.#send('Debugger.enable');
    await this.#send('Runtime.addBinding', { name: toMain, executionContextName: preloadWorld });
    await this.#send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.page });
    await this.#send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.preload, worldName: preloadWorld });
    await this.#send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
    await this.#emulateTheme();
    nativeTheme.on('updated', this.#applyTheme);
    await this.#send('Runtime.runIfWaitingForDebugger');
  }

  async loadURL(url) {
    const address = toChromium(url);
    for (const permission of await decidePermissions(this, url))
      await chromium().send('Browser.setPermission', permission);
    this.#loading = address;
    const { errorText } = await this.#send('Page.navigate', { url: address });
    if (errorText !== undefined) throw new Error(`${errorText} loading '${url}'`);
  }

  getLastWebPreferences() {
    return this.#preferences;
  }

  getURL() {
    return this.mainFrame.url;
  }

  isDestroyed() {
    return this.#session === null;
  }

  send(channel, ...words) {
    this.#tell({ kind: 'event', channel, words, ports: [] });
  }

  postMessage(channel, message, ports = []) {
    this.#tell({ kind: 'event', channel, words: [message], ports: ports.map((port) => this.#ports.move(port)) });
  }

  async executeJavaScript(expression) {
    const how = { returnByValue: true, awaitPromise: true, userGesture: true };
    const { result } = await this.#send('Runtime.evaluate', { expression, ...how });
    return result.value;
  }

  setWindowOpenHandler(handler) {
    this.#openHandler = handler;
  }

  reload() {
    this.#loading = toChromium(this.mainFrame.url);
    void this.#send('Page.reload');
  }

  /** The page is gone. */
  detach() {
    this.#session = null;
    nativeTheme.off('updated', this.#applyTheme);
    this.#ports.end();
    this.emit('destroyed');
  }

  #handlers = {
    'Fetch.requestPaused': (request) => void this.#decide(request),
    'Page.windowOpen': ({ url }) => this.#openHandler({ url: fromChromium(url) }),
    'Page.frameNavigated': ({ frame }) => {
      if (frame.parentId !== undefined) return;
      this.#ports.end();
      this.mainFrame = { url: fromChromium(frame.url), parent: null };
      this.emit('did-navigate', {}, this.mainFrame.url);
    },
    'Page.domContentEventFired': () => this.emit('dom-ready'),
    'Page.loadEventFired': () => this.emit('did-finish-load'),
    'Runtime.executionContextCreated': ({ context }) => {
      if (context.name === preloadWorld && context.auxData.frameId === this.targetId) this.#world = context.id;
    },
    'Runtime.bindingCalled': ({ payload, executionContextId }) => {
      if (executionContextId === this.#world) void this.#hear(decode(payload));
    },
    'Debugger.paused': () => void this.#tellPath(),
    'Inspector.targetCrashed': () => {
      this.#ports.end();
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    },
  };

  #send(method, params) {
    if (this.#session === null) return Promise.reject(new Error('The page is gone.'));
    return chromium().send(method, params, this.#session);
  }

  /** A message for a page that is gone, or not there yet, goes nowhere. */
  #tell(message) {
    const call = { functionDeclaration: `(text) => ${fromMain}(text)`, executionContextId: this.#world };
    this.#send('Runtime.callFunctionOn', { ...call, arguments: [{ value: encode(message) }] }).catch(() => undefined);
  }

  async #hear(message) {
    if (this.#ports.handle(message)) return;
    const { id, channel, words } = message;
    try {
      const event = { sender: this, senderFrame: this.mainFrame };
      this.#tell({ kind: 'answer', id, result: await invoke(event, channel, words) });
    } catch (error) {
      this.#tell({ kind: 'answer', id, error: String(error) });
    }
  }

  async #decide(paused) {
    const prevented = paused.resourceType === 'Document' && !this.#mayNavigate(paused);
    const abort = ['Fetch.failRequest', { requestId: paused.requestId, errorReason: 'Aborted' }];
    const [method, params] = prevented ? abort : await decideRequest(paused);
    await this.#send(method, params).catch(() => undefined);
  }

  #mayNavigate({ request, frameId }) {
    const isMainFrame = frameId === this.targetId;
    if (isMainFrame && request.url === this.#loading) {
      this.#loading = null;
      return true;
    }
    const event = preventable({ url: fromChromium(request.url), isMainFrame });
    this.emit('will-frame-navigate', event);
    return !event.defaultPrevented;
  }

  async #emulateTheme() {
    const value = { dark: 'dark', light: 'light', system: '' }[nativeTheme.themeSource];
    await this.#send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] });
  }

  /** The preload script stands still to ask for the path of a file. */
  async #tellPath() {
    const inWorld = (expression) => this.#send('Runtime.evaluate', { expression, contextId: this.#world });
    const { result } = await inWorld('rowcastDoubleFile');
    const { path } = await this.#send('DOM.getFileInfo', { objectId: result.objectId }).catch(() => ({ path: '' }));
    await inWorld(`rowcastDoublePath = ${JSON.stringify(path)}`);
    await this.#send('Debugger.resume');
  }
}
