/** The browser app, started for one test as a user starts it, with a home and a folder of its own. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { launcher } from '../support/rowcast-command.ts';
import { inRepository } from '../engine/repository.ts';
import { Tables } from '../engine/tables.ts';

export { expect };

export interface App {
  page: Page;
  /** Where the test's files lie; the app may see it. */
  folder: string;
  /** Where settings and history are kept. */
  home: string;
  tables: Tables;
  path(name: string): string;
  /** Starts the app with files of the test's folder named on its command line, and opens it. */
  start(...files: string[]): Promise<void>;
  /** Of the supervisor, whose child is the engine. */
  processId(): number;
  /** Ends it as Ctrl-C would. */
  stop(): Promise<void>;
}

interface Running {
  url: string;
  processId: number;
  stop(): Promise<void>;
}

export const test = base.extend<{ app: App }>({
  app: async ({ page }, use) => {
    const root = mkdtempSync(join(tmpdir(), 'rowcast-e2e-'));
    const folder = mkdtempSync(join(root, 'files-'));
    const home = join(root, 'home');
    const tables = new Tables();
    await tables.open();
    let running: Running | undefined;
    const path = (name: string) => join(folder, name);
    const stop = async () => {
      await running?.stop();
      running = undefined;
    };
    await use({
      page,
      folder,
      home,
      tables,
      path,
      start: async (...files) => {
        running = await startApp(folder, home, files.map(path));
        await page.goto(running.url);
      },
      processId: () => running?.processId ?? -1,
      stop,
    });
    await page.close();
    await stop();
    tables.close();
    rmSync(root, { recursive: true, force: true });
  },
});

async function startApp(folder: string, home: string, files: readonly string[]): Promise<Running> {
  const child = spawn(
    process.execPath,
    [launcher, 'app', ...files, '--no-open', '--folder', folder, '--folder', inRepository('build')],
    {
      cwd: folder,
      env: { ...process.env, ROWCAST_HOME: home },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  let printed = '';
  const url = await new Promise<string>((resolve, reject) => {
    const read = (text: string) => {
      printed += text;
      const found = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(printed)?.[0];
      if (found !== undefined) resolve(found);
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    child.on('error', reject);
    child.on('close', () => reject(new Error(`The app ended before it was ready:\n${printed}`)));
  });
  return {
    url,
    processId: child.pid ?? -1,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
