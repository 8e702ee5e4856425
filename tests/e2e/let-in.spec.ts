/** Coming into the browser app as `rowcast app` lets a browser in, and what the page says when the app has ended. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pageThatLeadsTo } from '../../server/leading-page.ts';
import { RunningApp } from '../server/running-app.ts';
import { expect, test } from './app.ts';
import { cellsOf } from './grid.ts';

test('a file leads a browser in; the page can be loaded again, and says when the app has ended', async ({
  app: { page, folder },
}) => {
  const started = new RunningApp(folder);
  const address = await started.screen('stdout', /http:\S+/);
  const file = join(folder, 'open.html');
  writeFileSync(file, pageThatLeadsTo(address));
  const errors: Error[] = [];
  page.on('pageerror', (error) => errors.push(error));
  await page.goto(pathToFileURL(file).href);
  await cellsOf(page, 1).first().waitFor();
  expect(page.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  await page.reload();
  await cellsOf(page, 1).first().waitFor();
  // The address is used up for others, and leads this browser in again.
  await page.goto(address);
  await cellsOf(page, 1).first().waitFor();

  await started.stop();
  await expect(page.getByText('Starting it again …')).toBeVisible();
  await expect(page.getByText('Rowcast has ended. Start it again and open the address that it prints.')).toBeVisible();
  expect(errors).toEqual([]);
  expect(readdirSync(join(folder, 'temporary'))).toEqual([]);
});
