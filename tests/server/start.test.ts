/** `npm start`: the desktop window where it can be drawn, the browser app with the reason where not. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { freshFolder } from '../engine/fresh-folder.ts';
import { inRepository } from '../engine/repository.ts';

const canRunElectron = process.platform === 'linux' && process.getuid?.() !== 0;
const displayed = { DISPLAY: ':0' };

/** A folder that looks like Electron's, with a program in it that notes what it was given and ends. */
function electronThat(folder: string, exit: number): { ELECTRON_OVERRIDE_DIST_PATH: string } {
  const dist = join(folder, 'electron');
  mkdirSync(dist);
  writeFileSync(join(dist, 'electron'), `#!/bin/sh\nprintf '%s\\n' "$@" > "${folder}/given"\nexit ${exit}\n`);
  chmodSync(join(dist, 'electron'), 0o755);
  return { ELECTRON_OVERRIDE_DIST_PATH: dist };
}

/** What is printed to the end, or until an address is. A variable of `undefined` is left out. */
async function start(folder: string, variables: NodeJS.ProcessEnv, ...words: string[]): Promise<string> {
  // Nothing that starts a browser is found there.
  const without = { PATH: '/nowhere', DISPLAY: undefined, WAYLAND_DISPLAY: undefined };
  const env = { ...process.env, INIT_CWD: folder, HOME: folder, ROWCAST_HOME: folder, ...without, ...variables };
  const child = spawn(process.execPath, [inRepository('scripts/start.mjs'), ...words], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const read = (text: string): void => {
    printed += text;
    if (printed.includes(' until Ctrl-C.\n')) child.kill('SIGTERM');
  };
  child.stdout.setEncoding('utf8').on('data', read);
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed += text));
  return new Promise((resolve) => child.on('close', () => resolve(printed)));
}

const address = /Rowcast is open at http:\/\/127\.0\.0\.1:\d+\/open\?token=\S+ until Ctrl-C\.\n/;

it.skipIf(process.platform !== 'linux').each<[string, (folder: string) => NodeJS.ProcessEnv, string[], RegExp]>([
  [
    'is not downloaded',
    (folder) => ({ ...displayed, ELECTRON_OVERRIDE_DIST_PATH: folder }),
    [],
    /^Electron, which draws the desktop window, was not downloaded yet \(`npx install-electron` gets it from GitHub\)\./,
  ],
  ['has no display', (folder) => electronThat(folder, 0), [], /^There is no display to draw a desktop window on\./],
  [
    canRunElectron ? 'ends at once' : 'would run as root',
    (folder) => ({ ...displayed, ...electronThat(folder, 7) }),
    [],
    canRunElectron ? /^Electron ended with exit code 7\./ : /^Electron does not run as root\./,
  ],
  ['is not meant', (folder) => electronThat(folder, 0), ['--no-open'], /^--no-open is an option of the browser app\./],
])('the browser app starts where Electron %s', async (_, variables, words, reason) => {
  const folder = freshFolder();
  writeFileSync(join(folder, 'a.csv'), 'a\n1\n');
  const printed = await start(folder, variables(folder), 'a.csv', ...words);
  expect(printed).toMatch(reason);
  expect(printed).toContain(' The same window opens in your browser instead.\n');
  expect(printed).toMatch(address);
});

const desktop = canRunElectron ? 'gets the files, and nothing is printed' : 'is not started for this user';
it(`the desktop app ${desktop}`, async () => {
  const folder = freshFolder();
  if (!canRunElectron) {
    writeFileSync(join(folder, 'a b.csv'), 'a\n1\n');
    await start(folder, { ...displayed, ...electronThat(folder, 0) }, 'a b.csv');
    expect(existsSync(join(folder, 'given'))).toBe(false);
    return;
  }
  expect(await start(folder, { ...displayed, ...electronThat(folder, 0) }, 'a b.csv')).toBe('');
  expect(readFileSync(join(folder, 'given'), 'utf8')).toBe(`${inRepository('')}\n--\na b.csv\n`);
});
