/** The desktop app: its one window, its engine, and what the window asks of the system. */
import { join } from 'node:path';
import { app, Menu, nativeTheme, type BrowserWindow } from 'electron';
import type { EngineEnd, Theme } from '../../contract/index.ts';
import { events } from '../ipc/channels.ts';
import { confirmLoss } from './dialogs.ts';
import { EngineProcess } from './engine-process.ts';
import { menuTemplate, type MenuOptions } from './menu-template.ts';
import type { OpenedFiles } from './opened-files.ts';
import { readWindowState, writeWindowState, type WindowState } from './window-state.ts';
import { openWindow } from './window.ts';

export class Shell {
  readonly files: OpenedFiles;
  readonly #engine = new EngineProcess((end) => this.#engineEnded(end));
  readonly #stateFile = join(app.getPath('userData'), 'window.json');
  #state: WindowState = readWindowState(this.#stateFile);
  #window: BrowserWindow | null = null;
  #unfinished: string | null = null;
  #quitting = false;

  constructor(files: OpenedFiles) {
    this.files = files;
    nativeTheme.themeSource = this.#state.theme;
    this.setMenu([]);
  }

  /** Opens the window, or brings it to the front. */
  show(): void {
    if (this.#window === null) this.#open();
    else {
      if (this.#window.isMinimized()) this.#window.restore();
      this.#window.focus();
    }
  }

  #open(): void {
    const window = openWindow(this.#state);
    this.#window = window;
    window.webContents.on('did-navigate', () => this.#forget());
    window.on('close', (event) => this.#closing(window, event));
    window.on('closed', () => {
      this.#window = null;
      this.#forget();
    });
  }

  /** A page that is gone shows nothing and loses nothing any more. */
  #forget(): void {
    this.files.keep();
    this.#unfinished = null;
    this.#window?.setProgressBar(-1);
  }

  #closing(window: BrowserWindow, event: { preventDefault(): void }): void {
    const { theme } = this.#state;
    this.#keep({ bounds: window.getNormalBounds(), maximized: window.isMaximized(), theme });
    if (this.#unfinished === null) return;
    event.preventDefault();
    void this.#askToClose(window, this.#unfinished);
  }

  async #askToClose(window: BrowserWindow, what: string): Promise<void> {
    const agreed = await confirmLoss(window, what);
    if (!agreed) this.#quitting = false;
    else {
      this.#unfinished = null;
      if (this.#quitting) app.quit();
      else window.close();
    }
  }

  #keep(state: WindowState): void {
    this.#state = state;
    writeWindowState(this.#stateFile, state);
  }

  /** Hands the window a port to the engine, which is started where none runs. */
  connectEngine(): void {
    this.#window?.webContents.postMessage(events.enginePort, null, [this.#engine.connect()]);
  }

  #engineEnded(end: EngineEnd): void {
    this.#window?.webContents.send(events.engineEnd, end);
    if (end.restarting) this.connectEngine();
  }

  setTheme(theme: Theme): void {
    nativeTheme.themeSource = theme;
    this.#keep({ ...this.#state, theme });
  }

  setUnfinished(what: string | null): void {
    this.#unfinished = what;
  }

  setMenu(actions: MenuOptions['actions']): void {
    const run = (id: string) => this.#window?.webContents.send(events.menuAction, id);
    const options = { actions, platform: process.platform, development: !app.isPackaged, run };
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(options)));
  }

  /** Remembers that the whole app is to end, so that a confirmed loss ends it and not the window alone. */
  quitting(): void {
    this.#quitting = true;
  }

  stopEngine(): Promise<void> {
    return this.#engine.stop();
  }
}
