/** The app, started for one test with a home and a folder of its own, in the shell that the project names. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { Tables } from '../engine/tables.ts';
import { browserShell } from './browser-shell.ts';
import { desktopShell } from './desktop-shell.ts';
import type { Shell, ShellName } from './shell.ts';

export { expect };

export interface App {
  readonly shell: Shell;
  /** The shell's window. */
  readonly page: Page;
  /** Where the test's files lie; the app may see it. */
  folder: string;
  /** Where settings and history are kept. */
  home: string;
  tables: Tables;
  path(name: string): string;
  /** Starts the app with files of the test's folder named on its command line, and opens its window. */
  start(...files: string[]): Promise<void>;
  /** Opens a file as a user does who knows where it lies. */
  open(path: string): Promise<void>;
  stop(): Promise<void>;
}

export const test = base.extend<{ app: App; shellName: ShellName }>({
  shellName: ['browser', { option: true }],
  app: async ({ page, shellName }, use) => {
    const root = mkdtempSync(join(tmpdir(), 'rowcast-e2e-'));
    const folder = mkdtempSync(join(root, 'files-'));
    const home = join(root, 'home');
    const tables = new Tables();
    await tables.open();
    const shell = shellName === 'browser' ? browserShell(page, folder, home) : desktopShell(folder, home);
    const path = (name: string) => join(folder, name);
    await use({
      shell,
      get page() {
        return shell.page;
      },
      folder,
      home,
      tables,
      path,
      start: (...files) => shell.start(files.map(path)),
      open: (file) => shell.choose([file], () => shell.page.keyboard.press('ControlOrMeta+o')),
      stop: () => shell.stop(),
    });
    await page.close();
    await shell.stop();
    tables.close();
    rmSync(root, { recursive: true, force: true });
  },
});
