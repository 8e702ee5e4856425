/** The browser is started with a file that only its user can read, since all users see what a program is started with. */
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { freshFolder } from '../engine/fresh-folder.ts';
import { RunningApp } from './running-app.ts';

it.skipIf(process.platform !== 'linux')('no argument holds the token, and the file goes when it was used', async () => {
  const folder = freshFolder();
  const [browser, given] = [join(folder, 'browser'), join(folder, 'given')];
  writeFileSync(browser, `#!/bin/sh\nprintf '%s\\n' "$@" > "${given}.new" && mv "${given}.new" "${given}"\n`);
  chmodSync(browser, 0o755);
  const variables = {
    BROWSER: browser,
    DISPLAY: '',
    WAYLAND_DISPLAY: '',
    XDG_CURRENT_DESKTOP: '',
    WSL_DISTRO_NAME: '',
  };
  const app = new RunningApp(folder, [], { opens: true, variables });
  onTestFinished(() => void app.child.kill('SIGTERM'));
  const printed = await app.screen('stdout', /http:\S+/);
  await expect.poll(() => existsSync(given)).toBe(true);
  const argument = readFileSync(given, 'utf8').trim();
  expect(argument).not.toContain('token');
  const file = argument.startsWith('file:') ? fileURLToPath(argument) : argument;
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
  expect(readFileSync(file, 'utf8')).toContain(`content="0; url=${printed}"`);
  await app.open();
  expect(app.cookie).not.toBe('');
  await expect.poll(() => existsSync(file)).toBe(false);
  await app.stop();
});
