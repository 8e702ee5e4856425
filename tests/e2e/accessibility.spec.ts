/** Each screen, light and dark, without anything serious for those who see or hear the window otherwise. */
import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { cellsOf } from './grid.ts';
import { loadAxe, looksWell } from './looks-well.ts';
import { outputField, score } from './scoring.ts';

test('axe finds nothing serious, light or dark', async ({ app }) => {
  test.setTimeout(180_000);
  await app.start();
  const { page } = app;
  await cellsOf(page, 1).first().waitFor();
  await loadAxe(page);
  // The window is the same in both shells: once in both themes is enough.
  for (const theme of app.shell.name === 'browser' ? ['Light', 'Dark'] : ['Dark']) {
    await page.keyboard.press('ControlOrMeta+Comma');
    await page.getByRole('region', { name: 'Settings' }).getByText(theme, { exact: true }).click();
    await expect.poll(() => isDark(page)).toBe(theme === 'Dark');
    await looksWell(page, `${theme}: the settings`);
    await page.keyboard.press('Escape');

    await page.getByRole('tab', { name: 'Score', exact: true }).click();
    await looksWell(page, `${theme}: the sample, ready to be scored`);

    await page.getByRole('button', { name: 'Show all' }).click();
    await looksWell(page, `${theme}: the inputs`);
    await page.keyboard.press('Escape');

    await page.keyboard.press('ControlOrMeta+k');
    await looksWell(page, `${theme}: the command palette`);
    await page.keyboard.press('Escape');

    // The desktop's dialogs are the system's own.
    if (app.shell.name === 'browser') {
      await page.keyboard.press('ControlOrMeta+o');
      await page.getByRole('textbox', { name: 'Path or pattern' }).waitFor();
      await looksWell(page, `${theme}: the file browser`);
      await page.keyboard.press('Escape');
    }
    for (const tab of ['Row', 'Column', 'File', 'Model']) {
      await page.getByRole('tab', { name: tab, exact: true }).click();
      await looksWell(page, `${theme}: the tab ${tab}`);
    }
  }
  await page.getByRole('tab', { name: 'Score', exact: true }).click();
  await outputField(page).fill(app.path('scored.parquet'));
  await score(page);
  await looksWell(page, 'Dark: the result');
});

async function isDark(page: Page): Promise<boolean> {
  const colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const [red = 255] = (/\d+/.exec(colour) ?? []).map(Number);
  return red < 100;
}
