/** Each screen, light and dark, without anything serious for those who see or hear the window otherwise. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { expect, test } from './app.ts';
import { cellsOf } from './grid.ts';
import { outputField, score } from './scoring.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

test('axe finds nothing serious, light or dark', async ({ app }) => {
  test.setTimeout(180_000);
  await app.start();
  const { page } = app;
  await cellsOf(page, 1).first().waitFor();
  // The page's own policy lets no script in by a tag.
  await page.evaluate(axe);
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

async function looksWell(page: Page, screen: string): Promise<void> {
  await page.waitForTimeout(200);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
      resultTypes: ['violations'],
    }),
  );
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}, ${nodes.length} times, first ${nodes[0]?.html.slice(0, 160)}`);
  expect(serious, screen).toEqual([]);
}
