/** The main job by keyboard alone: a table and a model are opened, an input is bound, and the table is scored. */
import type { Page } from '@playwright/test';
import { copyFileSync, existsSync } from 'node:fs';
import { inRepository } from '../engine/repository.ts';
import { expect, test } from './app.ts';
import { cellsOf, grid } from './grid.ts';
import { score } from './scoring.ts';

test('opens, looks, picks a model and scores without a mouse', async ({ app }) => {
  copyFileSync(inRepository('models/data/flights.csv'), app.path('flights.csv'));
  copyFileSync(inRepository('models/late-v2.onnx'), app.path('late.onnx'));
  await app.start('flights.csv');
  const { page } = app;
  await cellsOf(page, 1).first().waitFor();

  await page.keyboard.press('ControlOrMeta+0');
  await expect(grid(page)).toBeFocused();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'PageDown']) await page.keyboard.press(key);
  await expect(page.locator('#grid-active-cell')).toHaveAttribute('aria-colindex', '3');

  await app.shell.choose([app.path('late.onnx')], async () => {
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByPlaceholder('What do you want to do?').waitFor();
    await page.keyboard.type('pick model');
    await page.keyboard.press('Enter');
  });
  await expect(page.getByRole('textbox', { name: 'Name of model late.onnx' })).toBeVisible();

  await score(page);
  expect(existsSync(app.path('flights-scored.csv'))).toBe(true);
});

test('a table is opened by its path and a condition leaves some of its rows', async ({ app }) => {
  copyFileSync(inRepository('models/data/flights.parquet'), app.path('january.parquet'));
  await app.start();
  const { page } = app;
  await cellsOf(page, 1).first().waitFor();
  await app.open(app.path('january.parquet'));
  await expect(page.getByRole('heading', { name: 'january.parquet' })).toBeVisible();
  await cellsOf(page, 1).first().waitFor();
  await page.keyboard.press('ControlOrMeta+f');
  await expect(page.getByRole('textbox', { name: 'Rows where', exact: true })).toBeFocused();
  await page.keyboard.type("carrier = 'UA' AND dep_delay > 60");
  await page.keyboard.press('ControlOrMeta+Enter');
  const [found] = await app.tables.rows(
    `SELECT count(*) AS n FROM '${app.path('january.parquet')}' WHERE carrier = 'UA' AND dep_delay > 60`,
  );
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(Number(found?.['n']) + 1));
});

test('a column is filtered, sized and asked what can be done with it by keys, and each is said', async ({ app }) => {
  copyFileSync(inRepository('models/data/flights.parquet'), app.path('january.parquet'));
  await app.start('january.parquet');
  const { page } = app;
  await cellsOf(page, 1).first().waitFor();
  await page.keyboard.press('ControlOrMeta+0');
  for (const key of ['ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
  const head = page.getByRole('columnheader', { name: /^carrier/ });
  const width = async () => Math.round((await head.boundingBox())?.width ?? 0);
  const before = await width();
  await page.keyboard.press('Alt+Shift+ArrowUp');
  await page.keyboard.press('Alt+Shift+ArrowUp');
  await expect.poll(width).toBe(before + 48);
  await expect(page.getByText(`carrier is ${before + 48} pixels wide`)).toBeAttached();
  await page.keyboard.press('Alt+Shift+ArrowDown');
  await expect.poll(width).toBe(before + 24);

  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menu')).toBeVisible();
  await menuHasFocus(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  await expect(grid(page)).toBeFocused();
  await page.keyboard.press('ContextMenu');
  await expect(page.getByRole('menuitem', { name: 'Sort, A first' })).toBeVisible();
  await menuHasFocus(page);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  await expect(grid(page)).toBeFocused();

  await page.keyboard.press('Alt+Shift+F');
  const form = page.getByRole('dialog', { name: 'Filter carrier' });
  await expect(form).toBeVisible();
  await form.getByRole('textbox', { name: 'Another value' }).fill('WN');
  await page.keyboard.press('Enter');
  await form.getByRole('button', { name: 'Filter', exact: true }).press('Enter');
  await expect(page.getByRole('button', { name: 'carrier is WN', exact: true })).toBeVisible();
  await expect(grid(page)).toBeFocused();
});

/** A menu takes the focus a moment after it is shown. */
async function menuHasFocus(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('[role="menu"]') !== null)).toBe(true);
}
