/** Files that are dropped on the window from outside: a table is opened, a model is picked, what is neither says why. */
import { copyFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Page, Route } from '@playwright/test';
import { inRepository } from '../engine/repository.ts';
import { expect, test } from './app.ts';
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

test('copies that take long replace nothing, can be cancelled, and go when they are used no more', async ({ app }) => {
  // The desktop app opens dropped files where they lie.
  if (app.shell.name !== 'browser') return;
  await app.start();
  const { page } = app;
  await cellsOf(page, 1).first().waitFor();
  writeFileSync(app.path('late.csv'), 'a\n1\n');
  writeFileSync(app.path('other.csv'), 'b\n2\n');
  const held: Route[] = [];
  await page.route('**/upload?*', (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    held.push(route);
  });

  // Another table is opened while it is copied.
  await drop(page, [app.path('late.csv')]);
  await expect.poll(() => held.length).toBe(1);
  await app.open(app.path('other.csv'));
  await expect(page.getByRole('heading', { name: 'other.csv' })).toBeVisible();
  await held[0]?.fallback();
  await expect(page.getByText('late.csv was not opened, since another table was meanwhile.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'other.csv' })).toBeVisible();
  await page.unroute('**/upload?*');

  // Esc ends the copying of what is large.
  const large = app.path('large.csv');
  writeFileSync(large, `a\n${'1\n'.repeat(30_000_000)}`);
  await throttle(page, 20_000_000);
  await drop(page, [large]);
  await expect(page.getByText('Copying large.csv to where Rowcast can read it:', { exact: false })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Copying large.csv', { exact: false })).toBeHidden();
  await throttle(page, -1);
  await expect(page.getByRole('heading', { name: 'other.csv' })).toBeVisible();

  // What is open is there, and gone when another is.
  await drop(page, [app.path('late.csv')]);
  await expect(page.getByRole('heading', { name: 'late.csv' })).toBeVisible();
  await expect.poll(() => copies()).toEqual(['late.csv']);
  await app.open(app.path('other.csv'));
  await expect.poll(() => copies()).toEqual([]);
  await expect(page.getByRole('button', { name: 'late.csv', exact: true })).toBeHidden();
});

/** Names of all dropped files that apps of this user keep now. */
function copies(): string[] {
  return readdirSync(tmpdir(), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.startsWith('rowcast-app-'))
    .flatMap(({ name }) => readdirSync(join(tmpdir(), name), { recursive: true, encoding: 'utf8' }))
    .filter((name) => name.endsWith('.csv'))
    .map((name) => basename(name));
}

async function throttle(page: Page, uploadThroughput: number): Promise<void> {
  const protocol = await page.context().newCDPSession(page);
  await protocol.send('Network.enable');
  const conditions = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput };
  await protocol.send('Network.emulateNetworkConditions', conditions);
}

/** As Chromium gets a drop from the system. */
async function drop(page: Page, files: readonly string[]): Promise<void> {
  const protocol = await page.context().newCDPSession(page);
  const at = { x: 600, y: 400, data: { items: [], files: [...files], dragOperationsMask: 1 } };
  await protocol.send('Input.dispatchDragEvent', { type: 'dragEnter', ...at });
  await protocol.send('Input.dispatchDragEvent', { type: 'dragOver', ...at });
  await expect(page.getByText('Drop a table to open it, or models to score with')).toBeVisible();
  await protocol.send('Input.dispatchDragEvent', { type: 'drop', ...at });
  await protocol.detach();
}
