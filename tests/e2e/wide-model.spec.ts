/** A model of a thousand inputs: each is fed by its name, and the page about them stays one that a person can use. */
import { copyFileSync } from 'node:fs';
import { fixtureModel } from '../engine/repository.ts';
import { expect, test } from './app.ts';
import { cellsOf } from './grid.ts';
import { outputField, score } from './scoring.ts';

const count = 1000;

test('a thousand inputs are fed by name, found by typing, and scored', async ({ app }) => {
  copyFileSync(fixtureModel('thousand-columns'), app.path('wide.onnx'));
  // Row r has a one in each tenth column, and the columns stand in another order than the model's.
  const columns = Array.from({ length: count }, (_, at) => (at * 7 + 3) % count);
  const select = columns.map((nth) => `((${nth} % 10) = r)::INTEGER AS f${nth}`).join(', ');
  await app.tables.write(`SELECT r, ${select} FROM range(10) t(r)`, app.path('wide.parquet'), 'FORMAT parquet');
  await app.start('wide.parquet', 'wide.onnx');
  const { page } = app;
  await cellsOf(page, 1).first().waitFor();
  await expect(page.getByText('wide: all 1,000 inputs are fed.')).toBeVisible();

  await page.getByRole('button', { name: 'Show all' }).click();
  const inputs = page.getByRole('table', { name: 'Inputs of wide' });
  await expect(inputs).toHaveAttribute('aria-rowcount', String(count + 1));
  // What is out of sight is not drawn.
  expect(await inputs.getByRole('row').count()).toBeLessThan(60);
  await page.getByRole('textbox', { name: 'Find an input' }).fill('f97');
  await expect(inputs).toHaveAttribute('aria-rowcount', '12');
  await expect(inputs.getByRole('button', { name: 'What feeds f977 of wide: f977' })).toBeVisible();

  // Another column, chosen by typing its name, and back.
  await inputs.getByRole('button', { name: 'What feeds f977 of wide: f977' }).click();
  await page.getByRole('textbox', { name: 'Find a column' }).fill('f123');
  await page.getByRole('option', { name: 'f123' }).click();
  await expect(inputs.getByRole('button', { name: 'What feeds f977 of wide: f123' })).toBeVisible();
  await inputs.getByRole('button', { name: 'What feeds f977 of wide: f123' }).click();
  await page.getByRole('textbox', { name: 'Find a column' }).fill('f977');
  await page.getByRole('option', { name: 'f977' }).click();
  await expect(inputs.getByRole('button', { name: 'What feeds f977 of wide: f977' })).toBeVisible();
  await page.keyboard.press('Escape');

  await outputField(page).fill(app.path('scored.parquet'));
  await score(page);
  const rows = await app.tables.rows(`SELECT y FROM '${app.path('scored.parquet')}' ORDER BY r`);
  // The sum of 100 numbers r, r + 10, …, r + 990.
  expect(rows.map((row) => Number(row['y']))).toEqual(
    Array.from({ length: 10 }, (_, r) => 100 * r + (10 * 99 * 100) / 2),
  );
});
