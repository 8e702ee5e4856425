/** The menu bar is built from the window's actions, and a click comes back to the window. */
import type { ElectronApplication, Page } from '@playwright/test';
import type { MenuAction } from '../../contract/index.ts';
import { expect, test } from './desktop-app.ts';

test('actions stand in their menus, and a click runs the action', async ({ desktop: { page, application } }) => {
  const clicked = listenForActions(page);
  // The window itself sends its list whenever that changes, as it does while it starts: then the test's own is sent again.
  await expect(async () => {
    await setMenu(page, [
      { id: 'open', label: 'Open…', group: 'file', shortcut: 'mod+O' },
      { id: 'score', label: 'Score', group: 'run', shortcut: 'mod+Enter', enabled: false },
      { id: 'rail', label: 'Show Files', group: 'view', checked: true },
    ]);
    const items = await application.evaluate(({ Menu }) => {
      const facts = ['open', 'score', 'rail'].map((id) => Menu.getApplicationMenu()?.getMenuItemById(id));
      return facts.map((item) => [item?.label, item?.accelerator, item?.enabled, item?.type, item?.checked ?? false]);
    });
    expect(items).toEqual([
      ['Open…', 'CommandOrControl+O', true, 'normal', false],
      ['Score', 'CommandOrControl+Enter', false, 'normal', false],
      ['Show Files', undefined, true, 'checkbox', true],
    ]);
    expect(await click(application, 'open')).toBe(true);
  }).toPass({ timeout: 20_000 });
  expect(await clicked).toBe('open');
});

test('a new list replaces the old one', async ({ desktop: { page, application } }) => {
  await expect(async () => {
    await setMenu(page, [{ id: 'first', label: 'First', group: 'file' }]);
    await setMenu(page, [{ id: 'second', label: 'Second', group: 'file' }]);
    const found = await application.evaluate(({ Menu }) =>
      ['first', 'second'].map((id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.label ?? null),
    );
    expect(found).toEqual([null, 'Second']);
  }).toPass({ timeout: 20_000 });
});

function setMenu(page: Page, actions: readonly MenuAction[]): Promise<void> {
  return page.evaluate((list) => window.rowcast?.setMenu(list), actions);
}

/** Whether there was such an item. */
function click(application: ElectronApplication, id: string): Promise<boolean> {
  return application.evaluate(({ Menu }, wanted) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(wanted);
    item?.click();
    return item !== null && item !== undefined;
  }, id);
}

function listenForActions(page: Page): Promise<string> {
  return page.evaluate(() => new Promise<string>((resolve) => window.rowcast?.onMenuAction(resolve)));
}
