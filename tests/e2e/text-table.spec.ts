/** How a text table is read: found out, said otherwise with the rows following, and read again when the file changes. */
import { appendFileSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { cellsOf, grid } from './grid.ts';

/** As a German spreadsheet writes it; what is no number keeps the prices text, and zeros in front keep the codes text. */
const lines = ['code;day;price', '007;31.12.2013;1,5', '012;01.01.2014;20,25', '013;02.01.2014;none'];

test('each way of reading text can be said, and the rows follow', async ({ app }) => {
  writeFileSync(app.path('prices.txt'), `${lines.join('\n')}\n`);
  await app.start('prices.txt');
  const { page } = app;
  await page.getByRole('tab', { name: 'File' }).click();
  await expect(page.getByRole('combobox', { name: 'Between values' })).toHaveValue('Semicolon  ;');
  await expect.poll(() => rowTexts(page, 1)).toEqual(['007', '2013-12-31', '1,5']);

  await choose(page, 'Decimals', 'Comma  1,5');
  await page.getByRole('combobox', { name: 'Texts that mean missing' }).fill('none');
  await page.keyboard.press('Enter');
  await expect.poll(() => rowTexts(page, 1)).toEqual(['007', '2013-12-31', '1.5']);
  await expect(page.getByRole('combobox', { name: 'Type of price' })).toHaveValue('DOUBLE');
  await expect(cellsOf(page, 3).last()).toHaveText('NULL');

  await page.getByRole('combobox', { name: 'Type of day' }).selectOption('VARCHAR');
  await expect.poll(() => rowTexts(page, 1)).toEqual(['007', '31.12.2013', '1.5']);
  await page.getByRole('combobox', { name: 'Type of day' }).selectOption('DATE');
  await page.getByRole('textbox', { name: 'Dates look like' }).fill('%d.%m.%Y');
  await page.keyboard.press('Enter');
  await expect.poll(() => rowTexts(page, 2)).toEqual(['012', '2014-01-01', '20.25']);

  await page.getByRole('switch', { name: 'The first line holds the names' }).click();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '5');

  await page.getByRole('button', { name: 'As found' }).click();
  await expect.poll(() => rowTexts(page, 1)).toEqual(['007', '2013-12-31', '1,5']);
  await choose(page, 'Between values', 'Bar  |');
  await expect.poll(() => rowTexts(page, 1)).toEqual(['007;31.12.2013;1,5']);
});

test('a text that is not read as it was found can be said otherwise', async ({ app }) => {
  writeFileSync(app.path('cafes.csv'), Buffer.from('name,seats\nCaf\u00e9 Ol\u00e9,12\n', 'latin1'));
  await app.start('cafes.csv');
  const { page } = app;
  await expect(page.getByRole('alert').filter({ hasText: 'bytes that are not UTF-8' })).toBeVisible();
  await page.getByRole('button', { name: 'Change how it is read' }).click();
  await choose(page, 'Encoding', 'Latin-1');
  await expect.poll(() => rowTexts(page, 1)).toEqual(['Caf\u00e9 Ol\u00e9', '12']);
});

test('a file that changed meanwhile is told, and read again at a press', async ({ app }) => {
  writeFileSync(app.path('prices.csv'), 'item,price\ntea,1\n');
  await app.start('prices.csv');
  const { page } = app;
  await expect.poll(() => rowTexts(page, 1)).toEqual(['tea', '1']);
  appendFileSync(app.path('prices.csv'), 'milk,2\n');
  await expect(page.getByText('prices.csv was changed since it was opened.')).toBeVisible();
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect.poll(() => rowTexts(page, 2)).toEqual(['milk', '2']);
  await expect(page.getByText('was changed since it was opened')).toBeHidden();
});

test('a table is read as last time, which is said and can be taken back', async ({ app }) => {
  writeFileSync(app.path('prices.csv'), `${lines.slice(0, 3).join('\n')}\n`);
  await app.start('prices.csv');
  const { page } = app;
  await page.getByRole('tab', { name: 'File' }).click();
  await choose(page, 'Decimals', 'Comma  1,5');
  await expect.poll(() => rowTexts(page, 1)).toEqual(['007', '2013-12-31', '1.5']);
  await expect(page.getByText('Read as last time')).toBeHidden();
  await app.stop();

  await app.start('prices.csv');
  const again = app.page;
  await expect.poll(() => rowTexts(again, 1)).toEqual(['007', '2013-12-31', '1.5']);
  await expect(again.getByText('Read as last time: decimal comma.')).toBeVisible();
  await again.getByRole('button', { name: 'Read as found' }).click();
  await expect.poll(() => rowTexts(again, 1)).toEqual(['007', '2013-12-31', '1,5']);
  await expect(again.getByText('Read as last time')).toBeHidden();

  // What does not fit any more is no dead end.
  await again.getByRole('tab', { name: 'File' }).click();
  await again.getByRole('combobox', { name: 'Type of day' }).selectOption('BIGINT');
  await again.getByRole('combobox', { name: 'Type of day' }).selectOption('VARCHAR');
  await expect.poll(() => rowTexts(again, 1)).toEqual(['007', '31.12.2013', '1,5']);
  writeFileSync(app.path('prices.csv'), 'item,price\ntea,1\n');
  await app.stop();
  await app.start('prices.csv');
  await app.page.getByRole('button', { name: 'Read as found, not as last time' }).click();
  await expect.poll(() => rowTexts(app.page, 1)).toEqual(['tea', '1']);
});

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option }).click();
}

function rowTexts(page: Page, row: number): Promise<string[]> {
  return cellsOf(page, row).allTextContents();
}
