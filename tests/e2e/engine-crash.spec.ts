/** A model can bring native code down; the window must survive it, say so and go on. */
import { readdirSync } from 'node:fs';
import { inRepository } from '../engine/repository.ts';
import { expect, test } from './app.ts';
import { cellsOf, grid } from './grid.ts';
import { largeParquet } from './large-files.ts';
import { outputField, score } from './scoring.ts';

test('the engine dies in the middle of a run: the window says so, the run failed, the next one works', async ({
  app,
}) => {
  test.setTimeout(240_000);
  const { path } = await largeParquet(app.tables);
  await app.start();
  const { page } = app;
  await cellsOf(page, 1).first().waitFor();
  await app.open(path);
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '10000001');
  await outputField(page).fill(app.path('scored.parquet'));
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('region', { name: 'Scoring' })).toContainText('rows/s', { timeout: 60_000 });

  process.kill(await app.shell.engine(), 'SIGKILL');
  await expect(page.getByText('SIGKILL', { exact: false }).first()).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole('region', { name: 'Scoring' })).toBeHidden();
  await expect(cellsOf(page, 1).first()).toBeVisible({ timeout: 20_000 });

  // The next engine looks at what the run left before anything is said of it.
  const result = page.getByRole('tabpanel', { name: 'Result' });
  await page.getByRole('tab', { name: 'Result' }).click();
  await expect(result).toContainText(
    `The engine ended while it scored. Nothing was written to "${app.path('scored.parquet')}", and a file that was there is as it was.`,
  );
  expect(readdirSync(app.folder)).toEqual([]);

  // Nothing loads a model again before the user has seen it, and the panel says so where it matters.
  await page.getByRole('tab', { name: 'Score', exact: true }).click();
  await page.getByRole('radiogroup', { name: 'Columns to keep' }).getByText('None').click();
  await expect(page.getByText('Models wait since the engine ended: loading one may have been why.')).toBeVisible();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText('SIGKILL', { exact: false })).toBeHidden();
  await expect(page.getByRole('button', { name: /^Score 10,000,000 rows/ })).toBeEnabled();

  await app.open(inRepository('models/data/flights.csv'));
  // What is written is suggested anew once the other table is there.
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '27269');
  await page.getByRole('tab', { name: 'Score' }).click();
  await outputField(page).fill(app.path('scored.csv'));
  await score(page);
  expect(readdirSync(app.folder)).toEqual(['scored.csv']);
});
