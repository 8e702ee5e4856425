/** Which of two models to use: compared, followed along the threshold, looked at row by row, and taken along. */
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { inRepository } from '../engine/repository.ts';
import { expect, test, type App } from './app.ts';

async function startWithModels(app: App): Promise<void> {
  copyFileSync(inRepository('models/data/flights.parquet'), app.path('flights.parquet'));
  for (const name of ['late-v1.onnx', 'late-v2.onnx']) copyFileSync(inRepository(`models/${name}`), app.path(name));
  await app.start('flights.parquet', 'late-v1.onnx', 'late-v2.onnx');
  await expect(app.page.getByText('late-v2: all 17 inputs are fed.')).toBeVisible();
  await app.page.keyboard.press('ControlOrMeta+Shift+e');
  await app.page.getByRole('combobox', { name: 'Column with the outcome' }).click();
  await app.page.keyboard.type('late');
  await app.page.getByRole('option', { name: 'late', exact: true }).click();
}

async function compare(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await expect(page.getByRole('heading', { level: 2, name: /^late-v2 ranks better/ })).toBeVisible({ timeout: 60_000 });
}

/** The window's own file browser begins in the test's folder. */
async function saveIn(app: App, ask: () => Promise<void>): Promise<void> {
  if (app.shell.name === 'desktop') return app.shell.choose([app.folder], ask);
  await ask();
  await app.page.getByRole('button', { name: 'Choose this folder' }).click();
}

test('tells which model is better, follows the threshold and shows the rows behind a figure', async ({ app }) => {
  await startWithModels(app);
  const { page } = app;
  await compare(page);
  const count = 'count(*)::INT';
  await expect(page.getByText(/late-v2 alone selects 280 rows \(37\.6 % came true\)/)).toBeVisible();

  // By the keyboard: each press is one cut.
  const slider = page.getByRole('slider', { name: 'Score from which on rows are selected' });
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuetext', '0.501');
  const score = page.getByRole('textbox', { name: 'Score', exact: true });
  await score.fill('0.3');
  await page.keyboard.press('Enter');
  await expect(slider).toHaveAttribute('aria-valuetext', '0.3');

  const cell = page.getByRole('button', { name: /selected by late-v1 alone/ });
  const told = Number(/^[\d,]+/.exec((await cell.getAttribute('aria-label')) ?? '')?.[0].replaceAll(',', ''));
  await cell.click();
  await expect(page.getByText(`${told.toLocaleString('en')} of 27,268 rows`)).toBeVisible();
  await app.shell.choose([app.path('rows.parquet')], () => page.getByRole('button', { name: 'Export rows …' }).click());
  await expect(page.getByText(`${told.toLocaleString('en')} rows written to rows.parquet.`)).toBeVisible();
  const rows = `FROM '${app.path('rows.parquet')}'`;
  expect(await app.tables.cell(`SELECT ${count} ${rows}`)).toBe(told);
  const here = `"late-v1_probabilities_1" >= 0.3 AND "late-v2_probabilities_1" < 0.3`;
  expect(await app.tables.cell(`SELECT ${count} ${rows} WHERE ${here}`)).toBe(told);

  await page.getByRole('button', { name: 'Back to the comparison' }).click();
  await saveIn(app, () => page.getByRole('button', { name: 'Save report …' }).click());
  const saved = app.path('flights-comparison');
  await expect(page.getByText('The report, its figures and the scored table are in')).toBeVisible();
  expect(readdirSync(saved).toSorted()).toEqual(['report.html', 'report.json', 'scored.parquet']);
  expect(readFileSync(`${saved}/report.html`, 'utf8')).toContain('late-v2 ranks better');
});

test('leaves nothing when it is cancelled, and says what it needs', async ({ app }) => {
  await startWithModels(app);
  const { page } = app;
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await expect(page.getByRole('region', { name: 'Comparing' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('The comparison was cancelled. Nothing of it was kept.')).toBeVisible();
  await page.getByRole('checkbox', { name: 'late-v2' }).uncheck();
  await expect(page.getByText('Pick a second model, or a column of scores, to hold it against.')).toBeVisible();
});
