/** What the page finds of the shell: exactly the host of the contract, and no way around it. */
import { expect, test } from './desktop-app.ts';

test('the page has the host of the contract and nothing more of it', async ({ desktop: { page } }) => {
  expect(await page.evaluate(() => Object.keys(window.rowcast ?? {}).toSorted())).toEqual([
    'chooseDestination',
    'chooseFiles',
    'chooseFolder',
    'initialFiles',
    'notify',
    'onEngineEnd',
    'onMenuAction',
    'onOpenFiles',
    'pathOf',
    'platform',
    'setMenu',
    'setProgress',
    'setTheme',
    'setUnfinished',
    'showInFolder',
    'startEngine',
  ]);
  expect(await page.evaluate(() => window.rowcast?.platform)).toBe(process.platform);
});

test('the page cannot change the host', async ({ desktop: { page } }) => {
  const after = await page.evaluate(() => {
    const host = window.rowcast as unknown as Record<string, unknown>;
    const before = { ...host };
    const attempts = [
      () => (host['chooseFiles'] = () => Promise.resolve(['/etc/passwd'])),
      () => delete host['setMenu'],
      () => (host['more'] = 1),
      () => Object.defineProperty(window, 'rowcast', { value: {} }),
    ];
    for (const attempt of attempts) {
      try {
        attempt();
      } catch {
        continue;
      }
    }
    const now = { ...window.rowcast } as unknown as Record<string, unknown>;
    return Object.keys({ ...before, ...now }).filter((key) => before[key] !== now[key]);
  });
  expect(after).toEqual([]);
});

test('nothing of Node or Electron is in the page', async ({ desktop: { page } }) => {
  const names = ['require', 'module', 'exports', 'process', 'Buffer', 'global', 'electron', 'ipcRenderer', '__dirname'];
  expect(await page.evaluate((all) => all.filter((name) => name in window), names)).toEqual([]);
});

test('the preload script is out of reach of what the page changes', async ({ desktop: { page, application } }) => {
  await application.evaluate(({ dialog }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: ['/data/flights.csv'] });
  });
  const chosen = await page.evaluate(() => {
    const refuse = () => {
      throw new Error('The page is in the world of the preload script.');
    };
    Object.assign(JSON, { parse: refuse, stringify: refuse });
    return window.rowcast?.chooseFiles({ kind: 'table' });
  });
  expect(chosen).toEqual(['/data/flights.csv']);
});
