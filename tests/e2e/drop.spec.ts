/** Files that are dropped on the window from outside: a table is opened, a model is picked, what is neither says why. */
import { copyFileSync, writeFileSync } from 'node:fs';
import { inRepository } from '../engine/repository.ts';
import { expect, test } from './app.ts';
import { drop } from './dropping.ts';
import { cellsOf, grid } from './grid.ts';

test('dropped tables are opened and dropped models are picked', async ({ app }) => {
  await app.start();
  const { page } = app;
  await cellsOf(page, 1).first().waitFor();

  // Both at once, under names as people give them.
  const [table, model] = [app.path('späte flüge.csv'), app.path('late & early.onnx')];
  copyFileSync(inRepository('models/data/flights.csv'), table);
  copyFileSync(inRepository('models/late-v1.onnx'), model);
  await drop(page, [table, model]);
  await expect(page.getByRole('heading', { name: 'späte flüge.csv' })).toBeVisible();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '27269');
  await expect(page.getByRole('textbox', { name: 'Name of model late & early.onnx' })).toBeVisible();
  await expect(page.getByText(/: all \d+ inputs are fed\.$/).first()).toBeVisible();

  const broken = app.path('broken.onnx');
  writeFileSync(broken, 'This is no model.');
  await drop(page, [broken]);
  await expect(page.getByRole('textbox', { name: 'Name of model broken.onnx' })).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: 'broken.onnx' }).first()).toBeVisible();
});
