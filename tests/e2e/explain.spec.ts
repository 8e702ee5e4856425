/** Reasons for predictions, asked for in the window. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { inRepository } from '../engine/repository.ts';
import { expect, test } from './app.ts';
import { outputField, score } from './scoring.ts';

test('each prediction comes with the reasons that were chosen', async ({ app }) => {
  const lines = readFileSync(inRepository('models/data/flights.csv'), 'utf8').split('\n').slice(0, 200);
  writeFileSync(app.path('flights.csv'), `${lines.join('\n')}\n`);
  copyFileSync(inRepository('models/late-v2.onnx'), app.path('late.onnx'));
  await app.start('flights.csv', 'late.onnx');
  const { page } = app;
  await expect(page.getByText(/late: all \d+ inputs are fed\./)).toBeVisible();
  await page.getByRole('combobox', { name: 'Explain each prediction' }).click();
  await page.getByRole('option', { name: 'The 3 strongest reasons' }).click();
  await outputField(page).fill(app.path('scored.parquet'));
  await score(page);
  const reasons = `SELECT count(reason_3_feature)::INT FROM '${app.path('scored.parquet')}'`;
  expect(await app.tables.cell(reasons)).toBe(lines.length - 1);
  const shown = page.getByRole('group', { name: 'Predictions', exact: true });
  await expect(shown.getByRole('figure').filter({ visible: true })).toHaveCount(3);
  await expect(shown.getByText(/^label$/)).toBeVisible();
  await shown.getByText('Reasons for the predictions (9 columns)').click();
  await expect(shown.getByRole('figure').filter({ visible: true })).toHaveCount(12);
});
