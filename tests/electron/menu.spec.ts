/** The menu bar is built from the window's actions, and a click comes back to the window. */
import type { Page } from '@playwright/test';
import { expect, test } from './desktop-app.ts';

test('actions stand in their menus, and a click runs the action', async ({ desktop: { page, application } }) => {
  const clicked = listenForActions(page);
  await page.evaluate(() =>
    window.rowcast?.setMenu([
      { id: 'open', label: 'Open…', group: 'file', shortcut: 'mod+O' },
      { id: 'score', label: 'Score', group: 'run', shortcut: 'mod+Enter', enabled: false },
      { id: 'rail', label: 'Show Files', group: 'view', checked: true },
    ]),
  );
  const items = await application.evaluate(({ Menu }) => {
    const facts = ['open', 'score', 'rail'].map((id) => Menu.getApplicationMenu()?.getMenuItemById(id));
    return facts.map((item) => [item?.label, item?.accelerator, item?.enabled, item?.type, item?.checked ?? false]);
  });
  expect(items).toEqual([
    ['Open…', 'CommandOrControl+O', true, 'normal', false],
    ['Score', 'CommandOrControl+Enter', false, 'normal', false],
    ['Show Files', undefined, true, 'checkbox', true],
  ]);
  await application.evaluate(({ Menu }) => void Menu.getApplicationMenu()?.getMenuItemById('open')?.click());
  expect(await clicked).toBe('open');
});

test('a new list replaces the old one', async ({ desktop: { page, application } }) => {
  await page.evaluate(() => window.rowcast?.setMenu([{ id: 'first', label: 'First', group: 'file' }]));
  await page.evaluate(() => window.rowcast?.setMenu([{ id: 'second', label: 'Second', group: 'file' }]));
  const found = await application.evaluate(({ Menu }) =>
    ['first', 'second'].map((id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.label ?? null),
  );
  expect(found).toEqual([null, 'Second']);
});

function listenForActions(page: Page): Promise<string> {
  return page.evaluate(() => new Promise<string>((resolve) => window.rowcast?.onMenuAction(resolve)));
}
