/** What is dropped on the browser app is copied, which takes a while: what holds until it is there, and how long it stays. */
import { readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Page, Route } from '@playwright/test';
import { expect, test } from './app.ts';
import { drop } from './dropping.ts';
import { cellsOf } from './grid.ts';

// The desktop app opens dropped files where they lie.
test.use({ shellName: 'browser' });

test('copies that take long replace nothing, can be cancelled, and go when they are used no more', async ({ app }) => {
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
