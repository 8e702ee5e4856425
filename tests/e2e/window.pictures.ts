/** The pictures of the README, taken from the real app: `npm run pictures`. */
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { inRepository } from '../engine/repository.ts';
import { test } from './app.ts';
import { cellsOf, goToRow, grid } from './grid.ts';
import { outputField, score } from './scoring.ts';

const folder = inRepository('docs/pictures');
const frames = inRepository('build/tour');

for (const theme of ['light', 'dark'] as const) {
  test(theme, async ({ app }) => {
    test.setTimeout(180_000);
    mkdirSync(folder, { recursive: true });
    const { page } = app;
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    copyFileSync(inRepository('models/data/flights.parquet'), app.path('flights.parquet'));
    await app.start();
    await cellsOf(page, 1).first().waitFor();
    await page.getByText('late-v2: all 17 inputs are fed.').waitFor();
    await take(page, `start-${theme}`);

    await page.getByRole('button', { name: 'Show all' }).click();
    await take(page, `inputs-${theme}`);
    await page.keyboard.press('Escape');

    await grid(page).focus();
    await goToRow(page, 12);
    await page.getByRole('tab', { name: 'Row' }).click();
    await take(page, `row-${theme}`);

    await page.getByRole('tab', { name: 'Score' }).click();
    await outputField(page).fill(app.path('flights-scored.parquet'));
    await score(page);
    await page.getByRole('columnheader', { name: /late-v2_label/ }).waitFor();
    await take(page, `result-${theme}`);
  });
}

/** One picture for every step of the half minute that the README shows; `docs/pictures/tour.py` joins them. */
test('tour', async ({ app }) => {
  test.setTimeout(180_000);
  mkdirSync(frames, { recursive: true });
  const { page } = app;
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  copyFileSync(inRepository('models/data/flights.parquet'), app.path('flights.parquet'));
  await app.start();
  await page.getByText('late-v2: all 17 inputs are fed.').waitFor();
  await frame(page, 1);
  await page.keyboard.press('ControlOrMeta+f');
  await page.getByRole('textbox', { name: 'Rows where' }).first().waitFor();
  await page.keyboard.type("origin = 'JFK' AND distance > 1000");
  await frame(page, 2);
  await page.keyboard.press('Enter');
  await frame(page, 3);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Show all' }).click();
  await frame(page, 4);
  await page.keyboard.press('Escape');
  await grid(page).focus();
  // One of those that the condition leaves.
  await goToRow(page, 10);
  await page.getByRole('tab', { name: 'Row' }).click();
  await frame(page, 5);
  await page.getByRole('textbox', { name: /^dep_delay/ }).fill('45');
  await page.keyboard.press('Enter');
  await frame(page, 6);
  await page.getByRole('tab', { name: 'Score' }).click();
  await outputField(page).fill(app.path('flights-scored.parquet'));
  await frame(page, 7);
  await score(page);
  await page.getByRole('columnheader', { name: /late-v2_label/ }).waitFor();
  await frame(page, 8);
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByPlaceholder('What do you want to do?').waitFor();
  await frame(page, 9);
  await page.keyboard.press('Escape');
  await page.emulateMedia({ colorScheme: 'dark' });
  await frame(page, 10);
});

async function frame(page: Page, nth: number): Promise<void> {
  await page.waitForTimeout(2000);
  await page.screenshot({ path: join(frames, `${String(nth).padStart(2, '0')}.png`) });
}

async function take(page: Page, name: string): Promise<void> {
  // What is counted in the background is on the picture too.
  await page.waitForTimeout(2500);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
