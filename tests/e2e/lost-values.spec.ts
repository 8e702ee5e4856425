/** Values that a model cannot use are told where its inputs are said to be fed, with a way to what mends them. */
import { copyFileSync, writeFileSync } from 'node:fs';
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
  await expect(warning.getByRole('button', { name: /^distance 400 do not convert: “\d+,5”$/ })).toBeVisible();
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

test('what a missing value becomes stays when the table is read another way, and words become missing values', async ({
  app,
}) => {
  copyFileSync(inRepository('tests/fixtures/models/feature-names-with-commas.onnx'), app.path('sum.onnx'));
  const rows = Array.from({ length: 40 }, (_, at) => `${at % 4 === 3 ? 'n/a' : at};1.${400 + at};7`);
  writeFileSync(app.path('flights.csv'), `dep_delay;distance;hour\n${rows.join('\n')}\n`);
  await app.start('flights.csv', 'sum.onnx');
  const { page } = app;
  await page.getByRole('button', { name: 'Show all' }).click();
  const missing = (name: string) => page.getByRole('combobox', { name: `Missing values of ${name}` });
  await missing('distance').click();
  await page.getByRole('option', { name: 'becomes …' }).click();
  await page.getByRole('textbox', { name: 'Missing values of distance: value' }).fill('1.500');
  await page.keyboard.press('Enter');
  await expect(missing('distance')).toHaveValue('becomes …');

  await page.getByRole('button', { name: 'Read with decimal comma, “.” between thousands' }).click();
  await expect(page.getByText('from before it was read this way')).toBeVisible();
  const value = page.getByRole('textbox', { name: 'Missing values of distance: value' });
  await expect(value).toHaveValue('1.500');
  await expect(value).toHaveAttribute('title', 'Taken as 1500');

  const warning = page.getByRole('group', { name: 'Values that sum cannot use' });
  await expect(warning).toContainText('10 do not convert: “n/a”');
  await warning.getByRole('button', { name: 'Read “n/a” as missing' }).click();
  await expect(warning).toBeHidden();
  await expect(page.getByRole('table', { name: 'Inputs of sum' }).getByText('10 missing')).toBeVisible();
  await expect(value).toHaveValue('1.500');
});
