/** What a person does with the columns and cells of a table: order, width, freezing, sorting, filtering, copying. */
import { copyFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { inRepository } from '../engine/repository.ts';
import { expect, test, type App } from './app.ts';
import { cellsOf, goToRow, grid } from './grid.ts';

const flights = inRepository('models/data/flights.parquet');

async function startWithFlights(app: App): Promise<void> {
  copyFileSync(flights, app.path('january.parquet'));
  await app.start('january.parquet');
  await cellsOf(app.page, 1).first().waitFor();
}

test('columns are moved, made wider and frozen, and cells are copied as they stand', async ({ app }) => {
  await startWithFlights(app);
  const { page } = app;
  expect((await columnNames(page)).slice(0, 4)).toEqual(['time_hour', 'carrier', 'flight', 'tailnum']);

  await page.getByRole('button', { name: 'Menu of time_hour' }).hover();
  await header(page, 'flight').dragTo(header(page, 'time_hour'), { sourcePosition: { x: 20, y: 30 } });
  await expect
    .poll(async () => (await columnNames(page)).slice(0, 4))
    .toEqual(['flight', 'time_hour', 'carrier', 'tailnum']);
  await cellsOf(page, 1).first().click();
  await page.keyboard.press('Alt+Shift+ArrowRight');
  await expect
    .poll(async () => (await columnNames(page)).slice(0, 4))
    .toEqual(['time_hour', 'flight', 'carrier', 'tailnum']);

  const before = await boxOf(header(page, 'time_hour'));
  await page.mouse.move(before.x + before.width - 2, before.y + 20);
  await page.mouse.down();
  await page.mouse.move(before.x + before.width + 78, before.y + 20, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => Math.round((await boxOf(header(page, 'time_hour'))).width - before.width)).toBe(80);
  expect((await boxOf(cellsOf(page, 1).first())).width).toBe(before.width + 80);

  await page.getByRole('button', { name: 'Menu of tailnum' }).click();
  await page.getByRole('menuitem', { name: 'Freeze' }).click();
  await expect.poll(async () => (await columnNames(page))[0]).toBe('tailnum');
  const place = await boxOf(header(page, 'tailnum'));
  await page.mouse.move(place.x + 100, place.y + 300);
  await page.mouse.wheel(1500, 0);
  await expect(header(page, 'time_hour')).toBeHidden();
  expect((await boxOf(header(page, 'tailnum'))).x).toBe(place.x);

  await page.keyboard.press('ControlOrMeta+0');
  await cellsOf(page, 2).first().click();
  for (const key of ['Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowRight', 'Shift+ArrowRight']) {
    await page.keyboard.press(key);
  }
  await page.keyboard.press('ControlOrMeta+c');
  await expect(page.getByText('Copied 9 cells')).toBeVisible();
  const rows = await app.tables.rows(
    `SELECT concat_ws('\t', coalesce(tailnum, ''), time_hour, flight) AS line FROM '${flights}' LIMIT 3 OFFSET 1`,
  );
  expect(await pasted(page)).toBe(rows.map(({ line }) => line).join('\n'));
});

test('a row is found by its number in the file, wherever it stands', async ({ app }) => {
  await startWithFlights(app);
  const { page } = app;
  await header(page, 'distance').getByRole('button', { name: 'distance', exact: true }).click();
  await expect(header(page, 'distance')).toHaveAttribute('aria-sort', 'ascending');
  await goToRow(page, 12_345);
  const number = page.locator('[role="rowheader"][data-selected]');
  await expect(number).toHaveText('12,345');
  const selected = page.locator('[role="gridcell"][aria-selected="true"]');
  const [row] = await app.tables.rows(`SELECT time_hour::VARCHAR AS t FROM '${flights}' LIMIT 1 OFFSET 12344`);
  await expect(selected).toHaveText(String(row?.['t']));

  const [hidden] = await app.tables.rows(
    `SELECT min(n) AS n FROM (SELECT origin, row_number() OVER () AS n FROM '${flights}') WHERE origin <> 'JFK'`,
  );
  await page.keyboard.press('ControlOrMeta+f');
  await page.keyboard.type("origin = 'JFK'");
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove the filter', exact: false })).toBeVisible();
  await page.keyboard.press('Escape');
  await goToRow(page, Number(hidden?.['n']));
  await expect(page.getByText(`The filter hides row ${Number(hidden?.['n'])}.`)).toBeVisible();
  // What is typed stays as it was typed.
  await page.getByRole('textbox', { name: 'Go to row' }).fill('123,456');
  await expect(page.getByRole('textbox', { name: 'Go to row' })).toHaveValue('123,456');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The table has 27,268 rows.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(grid(page)).toBeFocused();
});

test('a sort, a filter of a column and a condition with a completed name hold together', async ({ app }) => {
  await startWithFlights(app);
  const { page } = app;
  await header(page, 'distance').getByRole('button', { name: 'distance', exact: true }).click();
  await expect(header(page, 'distance')).toHaveAttribute('aria-sort', 'ascending');
  await header(page, 'distance').getByRole('button', { name: 'distance', exact: true }).click();
  await expect(header(page, 'distance')).toHaveAttribute('aria-sort', 'descending');

  await page.getByRole('button', { name: 'Menu of origin' }).click();
  await page.getByRole('menuitem', { name: 'Filter' }).click();
  await page.getByRole('checkbox', { name: /^JFK/ }).check();
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Remove the filter', exact: false })).toBeVisible();

  await page.keyboard.press('ControlOrMeta+f');
  await expect(page.getByRole('textbox', { name: 'Rows where', exact: true })).toBeFocused();
  await page.keyboard.type('air_t');
  await expect(page.getByRole('option', { name: 'air_time' })).toBeVisible();
  // The editor takes no choice from a list that has only just opened, so that nobody chooses by mistake.
  await page.waitForTimeout(150);
  await page.keyboard.press('Enter');
  await page.keyboard.type(' < 60');
  await page.keyboard.press('Enter');

  const wanted = await app.tables.rows(
    `SELECT distance FROM '${flights}' WHERE origin = 'JFK' AND air_time < 60 ORDER BY distance DESC`,
  );
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(wanted.length + 1));
  await expect(page.getByRole('status').filter({ hasText: 'of 27,268 rows' })).toBeVisible();
  const column = Number(await header(page, 'distance').getAttribute('aria-colindex'));
  for (const row of [1, 10]) {
    await expect(cellsOf(page, row).and(page.locator(`[aria-colindex="${column}"]`))).toHaveText(
      String(wanted[row - 1]?.['distance']),
    );
  }
  await page.getByRole('button', { name: 'Use the table’s filter' }).click();
  await expect(page.getByRole('textbox', { name: 'Only rows where' })).toHaveText(
    `("origin" IN ('JFK')) AND (air_time < 60)`,
  );
});

function header(page: Page, name: string): Locator {
  return page.getByRole('columnheader').filter({ has: page.getByRole('button', { name, exact: true }) });
}

/** In the order of the screen, as far as they are drawn. */
function columnNames(page: Page): Promise<string[]> {
  return page
    .locator('[role="columnheader"][aria-sort] button:first-child')
    .evaluateAll((found) =>
      found
        .toSorted((a, b) => a.getBoundingClientRect().left - b.getBoundingClientRect().left)
        .map((button) => button.textContent ?? ''),
    );
}

async function boxOf(found: Locator) {
  const box = await found.boundingBox();
  if (box === null) throw new Error('It is not on the screen.');
  return box;
}

/** What a program gets that pastes now. */
async function pasted(page: Page): Promise<string> {
  // Input goes another way than evaluation: the listener has to be there before the key is pressed.
  await page.evaluate(() => {
    const keeper = window as unknown as { pasted: Promise<string> };
    keeper.pasted = new Promise((resolve) => {
      window.addEventListener('paste', ({ clipboardData }) => resolve(clipboardData?.getData('text/plain') ?? ''), {
        once: true,
      });
    });
  });
  await page.keyboard.press('ControlOrMeta+v');
  return page.evaluate(() => (window as unknown as { pasted: Promise<string> }).pasted);
}
