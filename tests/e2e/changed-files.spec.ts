/** Files that change while they are looked at: what is shown afterwards is of the new ones, and what the user chose stays. */
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { inRepository } from '../engine/repository.ts';
import { expect, test } from './app.ts';
import { cellsOf, grid, openPath } from './grid.ts';
import { score } from './scoring.ts';

const [head = '', ...flights] = readFileSync(inRepository('models/data/flights.csv'), 'utf8').split('\n');
const dueAt = head.split(',').indexOf('dep_delay');

/** Flights of which the first was so many minutes late. */
function csvOf(rows: number, delay: string): string {
  const [first = '', ...others] = flights.slice(0, rows);
  const cells = first.split(',').with(dueAt, delay);
  return `${[head, cells.join(','), ...others].join('\n')}\n`;
}

test('after a reload all that is said is about the new rows, and sorting, filters and columns stay', async ({
  app,
}) => {
  writeFileSync(app.path('flights.csv'), csvOf(40, '-5'));
  copyFileSync(inRepository('models/late-v2.onnx'), app.path('late.onnx'));
  await app.start('flights.csv', 'late.onnx');
  const { page } = app;
  await expect(page.getByText(/late: all \d+ inputs are fed\./)).toBeVisible();
  await cellsOf(page, 1).first().click();
  await page.getByRole('tab', { name: 'Row' }).click();
  const prediction = page.getByRole('row').filter({ hasText: /^probabilities_1/ });
  await expect(prediction.getByRole('cell')).toHaveText([/%$/, /%$/]);
  const [before = ''] = await prediction.getByRole('cell').allTextContents();
  await page.getByRole('textbox', { name: 'wind_speed', exact: true }).fill('99');
  await expect(prediction).toHaveAttribute('data-changed', 'true');

  await chooseInMenu(page, 'tailnum', 'Freeze');
  await chooseInMenu(page, 'time_hour', 'Hide');
  await chooseInMenu(page, 'distance', 'Sort, largest first');
  await expect(header(page, 'distance')).toHaveAttribute('aria-sort', 'descending');
  writeFileSync(app.path('flights.csv'), csvOf(50, '240'));
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '51');
  await expect(header(page, 'distance')).toHaveAttribute('aria-sort', 'descending');
  await expect(header(page, 'time_hour')).toHaveCount(0);
  await expect(page.getByRole('columnheader').nth(1)).toContainText('tailnum');

  await expect(page.getByText('Choose a row in the table to try it with other values.')).toBeVisible();
  await page.getByRole('button', { name: 'distance', exact: true }).click();
  await page.getByRole('rowheader', { name: '1', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'dep_delay', exact: true })).toHaveValue('240');
  await expect(page.getByRole('textbox', { name: 'wind_speed', exact: true })).not.toHaveValue('99');
  await expect(prediction.getByRole('cell')).toHaveText([/%$/, /%$/]);
  const [after = ''] = await prediction.getByRole('cell').allTextContents();
  expect(parseFloat(after)).toBeGreaterThan(parseFloat(before) + 10);
});

test('a row of a result is tried only where it is the same row of the table', async ({ app }) => {
  writeFileSync(app.path('flights.csv'), csvOf(40, '-5'));
  copyFileSync(inRepository('models/late-v2.onnx'), app.path('late.onnx'));
  await app.start('flights.csv', 'late.onnx');
  const { page } = app;
  await expect(page.getByText(/late: all \d+ inputs are fed\./)).toBeVisible();
  await score(page);
  await expect(page.getByRole('columnheader', { name: /^probabilities_1/ })).toBeVisible();
  await cellsOf(page, 3).first().click();
  await page.getByRole('tab', { name: 'Row' }).click();
  const row = page.getByRole('textbox', { name: 'Row', exact: true });
  await expect(row).toHaveValue('Row 3');

  // The same result while another table is the one that is scored.
  writeFileSync(app.path('others.csv'), csvOf(20, '7'));
  await openPath(page, app.path('others.csv'));
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '21');
  await page.getByRole('list', { name: 'Latest runs' }).getByRole('button').first().click();
  await page.getByRole('button', { name: 'Open it' }).first().click();
  await expect(page.getByRole('columnheader', { name: /^probabilities_1/ })).toBeVisible();
  await cellsOf(page, 2).first().click();
  await expect(
    page.getByText('This result was scored from flights.csv; rows of others.csv are tried here.'),
  ).toBeVisible();
  await expect(row).toHaveValue('');
});

test('a model that is exported again is looked at again, and the run uses what is shown', async ({ app }) => {
  writeFileSync(app.path('flights.csv'), csvOf(40, '-5'));
  copyFileSync(inRepository('models/late-v1.onnx'), app.path('late.onnx'));
  await app.start('flights.csv', 'late.onnx');
  const { page } = app;
  await expect(page.getByText(/late: all \d+ inputs are fed\./)).toBeVisible();
  await page.getByRole('tab', { name: 'Model', exact: true }).click();
  await expect(page.getByText(sha256Of('late-v1'))).toBeVisible();

  copyFileSync(inRepository('models/late-v2.onnx'), app.path('late.onnx'));
  await expect(page.getByText('late.onnx was written again: its card, inputs and predictions')).toBeVisible();
  await expect(page.getByText(sha256Of('late-v2'))).toBeVisible();
  await expect(page.getByText(sha256Of('late-v1'))).toHaveCount(0);
  await score(page);
  await page.getByRole('tab', { name: 'Result' }).click();
  await expect(page.getByRole('heading', { name: '40 rows scored' })).toBeVisible();
});

function sha256Of(model: string): string {
  return createHash('sha256')
    .update(readFileSync(inRepository(`models/${model}.onnx`)))
    .digest('hex');
}

function header(page: Page, name: string): Locator {
  return page.getByRole('columnheader').filter({ has: page.getByRole('button', { name, exact: true }) });
}

async function chooseInMenu(page: Page, column: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Menu of ${column}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}
