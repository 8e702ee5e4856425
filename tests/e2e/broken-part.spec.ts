/** A part of the window that cannot be drawn says so, and the rest of the window stays. */
import { expect, test } from './app.ts';
import { cellsOf } from './grid.ts';

test('a script that does not load takes nothing with it but its own part', async ({ app }) => {
  const { page } = app;
  await page.route('**/assets/palette*', (route) => route.abort());
  await app.start();
  await cellsOf(page, 1).first().waitFor();
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('button', { name: 'Reload the window' })).toBeVisible();
  await expect(cellsOf(page, 1).first()).toBeVisible();
  await page.unroute('**/assets/palette*');
  await page.getByRole('button', { name: 'Reload the window' }).click();
  await cellsOf(page, 1).first().waitFor();
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
});
