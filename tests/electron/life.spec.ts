/** The life of the app: one instance, the files it is given, how it is left and found again. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRepository } from '../engine/repository.ts';
import { environment, executable, expect, launchDesktop, test } from './desktop-app.ts';

let root = '';
test.beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rowcast-life-'));
});
test.afterEach(() => rmSync(root, { recursive: true, force: true }));

test('the page is drawn, under the title of the app', async ({ desktop: { page } }) => {
  await expect(page).toHaveTitle(/Rowcast/);
  await expect(page.locator('#root')).not.toBeEmpty();
});

test('files of the command line wait for the window', async () => {
  const { application, page } = await launchDesktop(root, join(root, 'home'), [
    'late flights.csv',
    join(root, 'b.parquet'),
  ]);
  // The page itself may have asked first: a page that loads anew is not told again.
  const files = await page.evaluate(() => window.rowcast?.initialFiles());
  expect([[], [join(root, 'late flights.csv'), join(root, 'b.parquet')]]).toContainEqual(files);
  await application.close();
});

test('a second start hands its files to the first and ends', async () => {
  const home = join(root, 'home');
  const { application, page } = await launchDesktop(root, home);
  const opened = page.evaluate(async () => {
    await window.rowcast?.initialFiles();
    return new Promise<string[]>((resolve) => window.rowcast?.onOpenFiles(resolve));
  });
  await page.waitForTimeout(200);
  const second = spawn(executable, ['--no-sandbox', inRepository('.'), 'second.csv'], {
    cwd: root,
    env: environment(home),
    stdio: 'ignore',
  });
  const exit = new Promise<number | null>((resolve) => second.on('exit', resolve));
  expect(await opened).toEqual([join(root, 'second.csv')]);
  expect(await exit).toBe(0);
  await application.close();
});

test('the window comes back where it was left', async () => {
  const home = join(root, 'home');
  const place = { x: 60, y: 50, width: 1000, height: 700 };
  const first = await launchDesktop(root, home);
  await first.application.evaluate(
    ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds),
    place,
  );
  await first.page.evaluate(() => window.rowcast?.setTheme('dark'));
  await first.application.close();
  const second = await launchDesktop(root, home);
  const found = await second.application.evaluate(({ BrowserWindow, nativeTheme }) => ({
    bounds: BrowserWindow.getAllWindows()[0]?.getNormalBounds(),
    theme: nativeTheme.themeSource,
  }));
  expect(found).toEqual({ bounds: place, theme: 'dark' });
  await second.application.close();
});

test('quitting asks while something would be lost', async () => {
  const { application, page } = await launchDesktop(root, join(root, 'home'));
  await application.evaluate(({ dialog }) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    dialog.showMessageBox = (...words: unknown[]) => {
      asked.push((words[1] as { message: string }).message);
      return Promise.resolve({ response: asked.length === 1 ? 0 : 1, checkboxChecked: false });
    };
  });
  await page.evaluate(() => window.rowcast?.setUnfinished('flights.csv is being scored.'));
  await application.evaluate(({ app }) => app.quit());
  const asked = () => application.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
  await expect.poll(asked).toEqual(['flights.csv is being scored.']);
  expect(await page.evaluate(() => typeof window.rowcast)).toBe('object');
  const ended = new Promise((resolve) => application.process().once('exit', resolve));
  await application.evaluate(({ app }) => app.quit());
  expect(await ended).toBe(0);
});
