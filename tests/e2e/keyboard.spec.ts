/** The main job by keyboard alone: a table and a model are opened, an input is bound, and the table is scored. */
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
  expect(existsSync(app.path('flights-scored.parquet'))).toBe(true);
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
