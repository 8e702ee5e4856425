/** Each screen, light and dark, without anything serious for those who see or hear the window otherwise. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { expect, test } from './app.ts';
import { cellsOf } from './grid.ts';
import { outputField, score } from './scoring.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious, ${theme}`, async ({ app }) => {
    test.setTimeout(120_000);
    const { page } = app;
    await page.emulateMedia({ colorScheme: theme });
    await app.start();
    await cellsOf(page, 1).first().waitFor();
    expect(await isDark(page)).toBe(theme === 'dark');
    await looksWell(page, 'the sample, ready to be scored');

    await page.getByRole('button', { name: 'Show all' }).click();
    await looksWell(page, 'the inputs');
    await page.keyboard.press('Escape');

    await page.keyboard.press('ControlOrMeta+k');
    await looksWell(page, 'the command palette');
    await page.keyboard.press('Escape');

    await page.keyboard.press('ControlOrMeta+o');
    await page.getByRole('textbox', { name: 'Path or pattern' }).waitFor();
    await looksWell(page, 'the file browser');
    await page.keyboard.press('Escape');

    await page.keyboard.press('ControlOrMeta+Comma');
    await looksWell(page, 'the settings');
    await page.keyboard.press('Escape');

    await outputField(page).fill(app.path('scored.parquet'));
    await score(page);
    await looksWell(page, 'the result');
  });
}

async function isDark(page: Page): Promise<boolean> {
  const colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const [red = 255] = (/\d+/.exec(colour) ?? []).map(Number);
  return red < 100;
}

async function looksWell(page: Page, screen: string): Promise<void> {
  await page.waitForTimeout(200);
  // The page's own policy lets no script in by a tag.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}, ${nodes.length} times, first ${nodes[0]?.html.slice(0, 160)}`);
  expect(serious, screen).toEqual([]);
}
