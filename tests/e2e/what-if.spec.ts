/** One row with other values: the predictions move as the model says, and go back. */
import { expect, test } from './app.ts';
import { cellsOf, goToRow, grid } from './grid.ts';

test('a changed value moves the prediction, a curve shows how far, and a reset brings it back', async ({ app }) => {
  await app.start();
  const { page } = app;
  await cellsOf(page, 1).first().waitFor();
  await expect(page.getByText(/late-v2: all \d+ inputs are fed\./)).toBeVisible();
  await grid(page).focus();
  await goToRow(page, 12);
  await page.getByRole('tab', { name: 'Row' }).click();

  const prediction = page.getByRole('row').filter({ hasText: 'late-v2_probabilities_1' });
  const delay = page.getByRole('textbox', { name: 'dep_delay', exact: true });
  await expect(prediction.getByRole('cell')).toHaveText([/%$/, /%$/]);
  const [before = '', same] = await prediction.getByRole('cell').allTextContents();
  expect(same).toBe(before);

  await delay.fill('240');
  await expect(prediction).toHaveAttribute('data-changed', 'true');
  const after = (await prediction.getByRole('cell').allTextContents())[1] ?? '';
  expect(parseFloat(after)).toBeGreaterThan(parseFloat(before) + 10);
  await expect(prediction.getByRole('cell').first()).toHaveText(before);

  await page.getByRole('button', { name: 'Curve over dep_delay' }).click();
  await expect(page.getByRole('img', { name: /dep_delay/ })).toBeVisible();

  await page.getByRole('button', { name: 'Reset dep_delay' }).click();
  await expect(prediction.getByRole('cell')).toHaveText([before, before]);
  // Another row is another trial.
  await goToRow(page, 13);
  await expect(page.getByRole('textbox', { name: 'Row', exact: true })).toHaveValue('Row 13');
});
