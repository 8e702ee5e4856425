/** The system's dialogs, answered by the test in the user's place, and what else the window asks of the desktop. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { expect, onDouble, test } from './desktop-app.ts';

test('files are chosen in the dialog of the system', async ({ desktop: { page, application } }) => {
  await application.evaluate(({ dialog }) => {
    const said: unknown[] = [];
    Object.assign(globalThis, { said });
    dialog.showOpenDialog = (...words: unknown[]) => {
      said.push(words[1]);
      return Promise.resolve({ canceled: false, filePaths: ['/data/a.csv', '/data/b.csv'] });
    };
  });
  expect(await page.evaluate(() => window.rowcast?.chooseFiles({ kind: 'table', many: true }))).toEqual([
    '/data/a.csv',
    '/data/b.csv',
  ]);
  expect(await page.evaluate(() => window.rowcast?.chooseFolder())).toBe('/data/a.csv');
  expect(await asked(application)).toMatchObject([
    { properties: ['openFile', 'multiSelections'], filters: [{ name: 'Tables' }, {}, {}, {}, { name: 'All files' }] },
    { properties: ['openDirectory', 'createDirectory'] },
  ]);
});

test('a destination is chosen with its own format first', async ({ desktop: { page, application } }) => {
  await application.evaluate(({ dialog }) => {
    const said: unknown[] = [];
    Object.assign(globalThis, { said });
    dialog.showSaveDialog = (...words: unknown[]) => {
      said.push(words[1]);
      return Promise.resolve({ canceled: false, filePath: '/data/scored.csv' });
    };
  });
  const choice = { kind: 'table' as const, suggested: '/data/scored.csv.gz' };
  expect(await page.evaluate((said) => window.rowcast?.chooseDestination(said), choice)).toBe('/data/scored.csv');
  expect(await asked(application)).toMatchObject([
    { defaultPath: '/data/scored.csv.gz', filters: [{ name: 'CSV' }, { name: 'Parquet' }, {}, {}, {}] },
  ]);
});

test('a cancelled dialog chooses nothing', async ({ desktop: { page, application } }) => {
  await application.evaluate(({ dialog }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: '' });
  });
  expect(await page.evaluate(() => window.rowcast?.chooseFiles({ kind: 'model' }))).toEqual([]);
  expect(await page.evaluate(() => window.rowcast?.chooseFolder())).toBeNull();
  const choice = { kind: 'job' as const, suggested: 'job.yaml' };
  expect(await page.evaluate((said) => window.rowcast?.chooseDestination(said), choice)).toBeNull();
});

test('a dropped file tells its path', async ({ desktop: { page, folder } }) => {
  const file = join(folder, 'späte flüge.csv');
  writeFileSync(file, 'a,b\n1,2\n');
  const path = page.evaluate(
    () =>
      new Promise<string | undefined>((resolve) => {
        const stop = { capture: true };
        window.addEventListener('dragover', (event) => event.preventDefault(), stop);
        window.addEventListener(
          'drop',
          (event) => {
            event.preventDefault();
            event.stopPropagation();
            const [dropped] = event.dataTransfer?.files ?? [];
            resolve(dropped && window.rowcast?.pathOf(dropped));
          },
          stop,
        );
      }),
  );
  const protocol = await page.context().newCDPSession(page);
  const data = { items: [], files: [file], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await protocol.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  }
  expect(await path).toBe(file);
  expect(await page.evaluate(() => window.rowcast?.pathOf(new File(['1'], 'made.csv')))).toBe('');
});

test('progress, folders and notices reach the desktop', async ({ desktop: { page, application } }) => {
  await application.evaluate(({ BrowserWindow, shell }) => {
    const said: unknown[] = [];
    Object.assign(globalThis, { said });
    const [window] = BrowserWindow.getAllWindows();
    Object.assign(window!, { setProgressBar: (share: number) => said.push(['progress', share]) });
    shell.showItemInFolder = (path) => said.push(['folder', path]);
  });
  await page.evaluate(async () => {
    await window.rowcast?.setProgress(0.5);
    await window.rowcast?.setProgress('unknown');
    await window.rowcast?.setProgress(null);
    await window.rowcast?.showInFolder('/data/scored.csv');
    await window.rowcast?.notify({ title: 'Scored', body: '10,000 rows' });
  });
  expect(await asked(application)).toEqual([
    ['progress', 0.5],
    ['progress', 2],
    ['progress', -1],
    ['folder', '/data/scored.csv'],
  ]);
  if (!onDouble) return;
  const shown = await application.evaluate(({ Notification }) => {
    const { shown: all } = Notification as unknown as { shown: { title: string; body: string }[] };
    return all.map(({ title, body }) => `${title}: ${body}`);
  });
  expect(shown).toEqual(['Scored: 10,000 rows']);
});

test('the theme of the settings is the theme of the page', async ({ desktop: { page } }) => {
  const isDark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  await page.evaluate(() => window.rowcast?.setTheme('dark'));
  await expect.poll(isDark).toBe(true);
  await page.evaluate(() => window.rowcast?.setTheme('light'));
  await expect.poll(isDark).toBe(false);
});

function asked(application: ElectronApplication): Promise<unknown> {
  return application.evaluate(() => (globalThis as unknown as { said: unknown }).said);
}
