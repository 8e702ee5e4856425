/** What is kept from one start to the next: settings, runs, and a job that the command line runs. */
import { copyFileSync, existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { inRepository } from '../engine/repository.ts';
import { rowcast } from '../support/rowcast-command.ts';
import { expect, test } from './app.ts';
import { cellsOf, grid } from './grid.ts';
import { outputField, score } from './scoring.ts';

test('settings hold after a restart', async ({ app }) => {
  await app.start();
  await cellsOf(app.page, 1).first().waitFor();
  await app.page.keyboard.press('ControlOrMeta+Comma');
  await app.page.getByRole('region', { name: 'Settings' }).getByText('Dark', { exact: true }).click();
  await expect(scheme(app.page)).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await choose(app.page, 'Output format', 'CSV');
  await app.page.getByRole('textbox', { name: 'Memory limit' }).fill('3GiB');
  await app.page.keyboard.press('Enter');
  await expect.poll(() => saved(app.home)).toMatchObject({ theme: 'dark', outputFormat: 'csv', memoryLimit: '3GiB' });
  await app.stop();

  await app.start();
  await expect(scheme(app.page)).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await cellsOf(app.page, 1).first().waitFor();
  await expect(outputField(app.page)).toHaveValue(/\.csv$/);
  await app.page.keyboard.press('ControlOrMeta+Comma');
  await expect(app.page.getByRole('textbox', { name: 'Memory limit' })).toHaveValue('3GiB');
});

test('a run is kept, run again and opened; saved as a job file, it gives the same file on the command line', async ({
  app,
}) => {
  test.setTimeout(120_000);
  copyFileSync(inRepository('models/data/flights.csv'), app.path('flights.csv'));
  copyFileSync(inRepository('models/late-v1.onnx'), app.path('late.onnx'));
  await app.start('flights.csv', 'late.onnx');
  const { page } = app;
  await cellsOf(page, 1).first().waitFor();
  await outputField(page).fill(app.path('scored.csv'));
  await page.keyboard.press('Enter');
  await score(page);
  const first = readFileSync(app.path('scored.csv'));

  await app.shell.choose([app.path('job.yaml')], () => page.keyboard.press('ControlOrMeta+s'));
  await expect.poll(() => existsSync(app.path('job.yaml'))).toBe(true);
  await expect(page.getByText('Saved as job.yaml')).toBeVisible();
  // Nobody was asked whether a file may be replaced.
  expect(readFileSync(app.path('job.yaml'), 'utf8')).not.toContain('overwrite: true');
  renameSync(app.path('scored.csv'), app.path('by-window.csv'));
  expect(await rowcast(app.folder, 'run', 'job.yaml')).toMatchObject({ exit: 0 });
  expect(readFileSync(app.path('scored.csv')).equals(first)).toBe(true);

  await page.getByRole('list', { name: 'Latest runs' }).getByRole('button').first().click();
  const run = page.getByRole('row').filter({ hasText: 'scored.csv' }).first();
  await expect(run).toContainText('27,268 rows');
  const before = statSync(app.path('scored.csv')).ino;
  await run.getByRole('button', { name: 'Run again' }).click();
  await page.getByRole('button', { name: 'Replace', exact: true }).click();
  // The first run's result is still shown; an app whose run goes on would ask before it ends.
  await expect.poll(() => statSync(app.path('scored.csv')).ino, { timeout: 30_000 }).not.toBe(before);
  await expect(page.getByRole('list', { name: 'Latest runs' }).getByRole('button').first()).toContainText('Finished');
  await expect(page.getByRole('heading', { name: /^27,268 rows scored in/ })).toBeVisible();
  expect(readFileSync(app.path('scored.csv')).equals(first)).toBe(true);

  // Its result is a table like any other, also after a restart.
  await app.stop();
  await app.start('flights.csv');
  await app.page.getByRole('list', { name: 'Latest runs' }).getByRole('button').first().click();
  await app.page.getByRole('button', { name: 'Open it' }).first().click();
  await expect(app.page.getByRole('heading', { name: 'scored.csv' })).toBeVisible();
  await expect(grid(app.page)).toHaveAttribute('aria-rowcount', '27269');
  await expect(app.page.getByRole('columnheader', { name: /^probabilities_1/ })).toBeVisible();
});

test('what a job file says runs one model alone stays when the window has taken it over', async ({ app }) => {
  test.setTimeout(60_000);
  copyFileSync(inRepository('models/data/flights.parquet'), app.path('flights.parquet'));
  for (const name of ['late-v1.onnx', 'late-v2.onnx']) copyFileSync(inRepository(`models/${name}`), app.path(name));
  const models = `- path: late-v1.onnx\n  - path: late-v2.onnx\n    provider: cpu\n    trees: runtime`;
  const asked = (to: string) =>
    `source:\n  paths: [flights.parquet]\nmodels:\n  ${models}\ndestination:\n  path: ${to}\n`;
  writeFileSync(app.path('job.yaml'), asked('scored.parquet'));
  await app.start('job.yaml');
  const { page } = app;
  await expect(page.getByText('late-v2: all 17 inputs are fed.')).toBeVisible();
  await expect(page.getByText('late-v2 runs on Processor, as its job file says.')).toBeVisible();
  await app.shell.choose([app.path('again.yaml')], () => page.keyboard.press('ControlOrMeta+s'));
  await expect.poll(() => existsSync(app.path('again.yaml'))).toBe(true);
  const own = (name: string) => /path: late-v2\.onnx\n(?: {4}.*\n)*/.exec(readFileSync(app.path(name), 'utf8'))?.[0];
  expect(own('again.yaml')).toContain('provider: cpu');
  expect(own('again.yaml')).toContain('trees: runtime');

  // What is chosen for all models then holds for all.
  await choose(page, 'Runs on', 'Processor');
  await expect(page.getByText('late-v2 runs on Processor')).toHaveCount(0);
});

function scheme(page: Page) {
  return page.locator('html');
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

function saved(home: string): unknown {
  return JSON.parse(readFileSync(`${home}/settings.json`, 'utf8'));
}
