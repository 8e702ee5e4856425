/** The cell at hand: it stays in its column and row while columns and rows move about it. */
import { expect, test } from './app.ts';
import { cellsOf, grid } from './grid.ts';

test('the cell at hand stays in its column when others are frozen and moved, and is named only while it is there', async ({
  app,
}) => {
  await app.start();
  const { page } = app;
  const cell = cellsOf(page, 4).nth(2);
  const text = (await cell.textContent()) ?? '';
  await cell.click();
  const selected = page.locator('[role="gridcell"][aria-selected="true"]');
  await expect(selected).toHaveText(text);
  await expect(grid(page)).toHaveAttribute('aria-activedescendant', (await selected.getAttribute('id')) ?? 'none');

  await page.getByRole('button', { name: 'Menu of tailnum' }).click();
  await page.getByRole('menuitem', { name: 'Freeze' }).click();
  await expect(page.getByRole('columnheader').nth(1)).toContainText('tailnum');
  await expect(selected).toHaveCount(1);
  await expect(selected).toHaveText(text);
  await expect(selected).toHaveAttribute('aria-colindex', '5');
  await page.keyboard.press('Alt+Shift+ArrowLeft');
  await expect(selected).toHaveAttribute('aria-colindex', '4');
  await expect(selected).toHaveText(text);

  await cellsOf(page, 6).first().hover();
  await page.mouse.wheel(0, 20_000);
  await expect(selected).toHaveCount(0);
  await expect(grid(page)).not.toHaveAttribute('aria-activedescendant');
});
