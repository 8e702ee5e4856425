/** The browser app, started as a user starts it: by the command line, without opening a browser of its own. */
import { execFileSync, spawn } from 'node:child_process';
import type { Page } from '@playwright/test';
import { inRepository } from '../engine/repository.ts';
import { launcher } from '../support/rowcast-command.ts';
import type { Shell } from './shell.ts';

interface Running {
  url: string;
  /** Of the supervisor, whose child is the engine. */
  processId: number;
  stop(): Promise<void>;
}

export function browserShell(page: Page, folder: string, home: string): Shell {
  let running: Running | undefined;
  return {
    name: 'browser',
    page,
    start: async (files) => {
      running = await startApp(folder, home, files);
      await page.goto(running.url);
    },
    engine: () => Promise.resolve(childOf(running?.processId ?? -1)),
    choose: async ([path = '', ...others], ask) => {
      await ask();
      if (others.length > 0) throw new Error('The file browser is answered with one path.');
      const field = page.getByRole('dialog').getByRole('textbox').last();
      await field.waitFor();
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type(path);
      await page.keyboard.press('Enter');
    },
    stop: async () => {
      await running?.stop();
      running = undefined;
    },
  };
}

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

/** Id of the one child of a process. */
function childOf(parent: number): number {
  const found = execFileSync('pgrep', ['-P', String(parent)], { encoding: 'utf8' })
    .trim()
    .split('\n');
  if (found.length !== 1) throw new Error(`expected one engine process, found ${found.join(', ')}`);
  return Number(found[0]);
}
