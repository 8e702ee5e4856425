/** Ten million rows: opened, scrolled to the end, sorted, filtered, scored and cancelled. */
import { readdirSync, writeFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import { expect, test } from './app.ts';
import { cellsOf, goToRow, grid, openPath } from './grid.ts';
import { largeParquet } from './large-files.ts';
import { outputField } from './scoring.ts';

test.describe.configure({ timeout: 240_000 });

test('shows ten million rows, to the last', async ({ app }) => {
  const { path, rowCount } = await largeParquet(app.tables);
  await app.start();
  const { page } = app;
  await cellsOf(page, 1).first().waitFor();
  await openPath(page, path);
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(rowCount + 1));
  await expect(cellsOf(page, 1).first()).toHaveText('1');

  await grid(page).focus();
  await page.keyboard.press('ControlOrMeta+End');
  await expect(cellsOf(page, rowCount).first()).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Home');
  await goToRow(page, 5_000_000);
  await expect(cellsOf(page, 5_000_000).first()).toHaveText('5000000');

  // By the wheel too, from one page to the next.
  const before = await topRow();
  await page.mouse.move(500, 500);
  for (let turn = 0; turn < 20; turn += 1) await page.mouse.wheel(0, 280);
  await expect.poll(topRow).toBeGreaterThan(before + 100);
  await expect
    .poll(
      async () =>
        (await cellsOf(page, (await topRow()) + 5)
          .first()
          .textContent()) ?? '',
    )
    .toMatch(/^5000\d{3}$/);

  async function topRow(): Promise<number> {
    const rows = await page
      .locator('[role="rowheader"][data-row]')
      .evaluateAll((found) => found.map((row) => Number((row as HTMLElement).dataset['row'])));
    return Math.min(...rows) + 1;
  }
});

test('shows how far a run is, stays usable, and leaves nothing behind when it is cancelled', async ({ app }) => {
  const { path, rowCount } = await largeParquet(app.tables);
  await app.start();
  const { page } = app;
  await openPath(page, path);
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(rowCount + 1));
  writeFileSync(app.path('scored.parquet'), 'what was there');
  await outputField(page).fill(app.path('scored.parquet'));
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.getByRole('button', { name: 'Replace', exact: false }).click();

  const bar = page.getByRole('region', { name: 'Scoring' });
  await expect(bar).toContainText(/[\d,]+ rows · [\d,]+ rows\/s/, { timeout: 60_000 });
  await expect(page.getByRole('list', { name: 'Latest runs' }).getByText(/^Running, /)).toBeVisible();
  await goToRow(page, 7_000_000);
  await expect(cellsOf(page, 7_000_000).first()).toHaveText('7000000');

  // Esc closes what lies over the window, and the run goes on.
  await page.keyboard.press('ControlOrMeta+k');
  await escapeFrom(page.getByRole('dialog', { name: 'Commands' }));
  await page.keyboard.press('ControlOrMeta+o');
  await escapeFrom(page.getByRole('dialog'));
  await page.getByRole('button', { name: 'Menu of id', exact: true }).click();
  await escapeFrom(page.getByRole('menu'));
  await expect(bar).toBeVisible();

  await page.keyboard.press('Escape');
  await expect(bar).toBeHidden();
  await expect(page.getByText('Scoring was cancelled.', { exact: false })).toBeVisible();
  expect(readdirSync(app.folder)).toEqual(['scored.parquet']);
  expect((await app.tables.rows(`FROM read_text('${app.path('scored.parquet')}')`))[0]?.['content']).toBe(
    'what was there',
  );
});

async function escapeFrom(overlay: Locator): Promise<void> {
  await expect(overlay).toBeVisible();
  await overlay.press('Escape');
  await expect(overlay).toBeHidden();
}
