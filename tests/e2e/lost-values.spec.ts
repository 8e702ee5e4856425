/** Values that a model cannot use are told where its inputs are said to be fed, with a way to what mends them. */
import { copyFileSync } from 'node:fs';
import { inRepository } from '../engine/repository.ts';
import { expect, test } from './app.ts';
import { cellsOf } from './grid.ts';

test('fed inputs whose values fail to convert or are unknown to the model say how many', async ({ app }) => {
  copyFileSync(inRepository('models/late-pipeline.onnx'), app.path('late.onnx'));
  const columns = `* REPLACE (replace((distance + 0.5)::VARCHAR, '.', ',') AS distance, if(i % 4 = 0, 'QX', carrier) AS carrier)`;
  const flights = inRepository('models/data/flights.parquet');
  await app.tables.write(
    `SELECT ${columns.replace('i % 4', 'row_number() OVER () % 4')} FROM (FROM '${flights}' LIMIT 400)`,
    app.path('flights.csv'),
    `FORMAT csv, DELIMITER ';'`,
  );
  await app.start('flights.csv', 'late.onnx');
  const { page } = app;
  await cellsOf(page, 1).first().waitFor();
  const warning = page.getByRole('group', { name: 'Values that late cannot use' });
  await expect(warning.getByRole('button', { name: 'distance 400 do not convert' })).toBeVisible();
  await expect(warning).toContainText('of all 400 rows');
  await warning.getByRole('button', { name: 'carrier 100 unknown to the model' }).click();
  const inputs = page.getByRole('table', { name: 'Inputs of late' });
  await expect(inputs).toHaveAttribute('aria-rowcount', '2');
  await expect(inputs.getByText('100 unknown to the model')).toBeVisible();

  await warning.getByRole('button', { name: 'Decimal comma? Say how text is read' }).click();
  await page.getByRole('combobox', { name: 'Decimals' }).click();
  await page.getByRole('option', { name: 'Comma  1,5' }).click();
  await page.getByRole('tab', { name: 'Score' }).click();
  await expect(warning.getByRole('button', { name: 'carrier 100 unknown to the model' })).toBeVisible();
  await expect(warning.getByRole('button', { name: /distance/ })).toBeHidden();
});
