/** What stands in the way is said once, where it belongs, and with a way out of it. */
import { copyFileSync, writeFileSync } from 'node:fs';
import { inRepository } from '../engine/repository.ts';
import { expect, test, type App } from './app.ts';
import { cellsOf } from './grid.ts';
import { outputField, score } from './scoring.ts';

async function startWith(app: App, ...files: string[]): Promise<void> {
  copyFileSync(inRepository('models/data/flights.csv'), app.path('flights.csv'));
  copyFileSync(inRepository('models/late-v1.onnx'), app.path('late.onnx'));
  await app.start(...files);
  await cellsOf(app.page, 1).first().waitFor();
}

test('a model that is not there can be taken out where that is said', async ({ app }) => {
  await startWith(app, 'flights.csv');
  const { page } = app;
  await app.open(app.path('lade.onnx'));
  const fault = page.getByRole('alert').filter({ hasText: 'No model is at' });
  await expect(fault).toHaveCount(1);
  await fault.getByRole('button', { name: 'Take it out' }).click();
  await expect(fault).toBeHidden();
  await expect(page.getByRole('textbox', { name: 'Name of model lade.onnx' })).toBeHidden();
});

test('of a table that cannot be opened nothing is waited for', async ({ app }) => {
  await startWith(app, 'flights.csv', 'late.onnx');
  const { page } = app;
  await expect(page.getByText(/late: all \d+ inputs are fed\./)).toBeVisible();
  writeFileSync(app.path('broken.parquet'), 'no parquet');
  await app.open(app.path('broken.parquet'));
  await expect(page.getByRole('alert').first()).toBeVisible();
  await expect(page.getByText('Looking at what', { exact: false })).toBeHidden();
});

test('why a run failed stays with its table', async ({ app }) => {
  await startWith(app, 'flights.csv', 'late.onnx');
  const { page } = app;
  writeFileSync(app.path('other.csv'), 'a\n1\n');
  await outputField(page).fill(app.path('out.csv'));
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Only rows where' }).click();
  await page.keyboard.type('CAST(carrier AS INTEGER) > 1');
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.keyboard.press('ControlOrMeta+Enter');
  const result = page.getByRole('tab', { name: 'Result' });
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await app.open(app.path('other.csv'));
  await expect(page.getByRole('heading', { name: 'other.csv' })).toBeVisible();
  await expect(result).toBeHidden();
  await app.open(app.path('flights.csv'));
  await result.click();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
});

test('a condition with a typo is refused once', async ({ app }) => {
  await startWith(app, 'flights.csv');
  const { page } = app;
  await page.keyboard.press('ControlOrMeta+f');
  await expect(page.getByRole('textbox', { name: 'Rows where', exact: true })).toBeFocused();
  await page.keyboard.type('distanze > 100');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('alert')).toHaveCount(1);
  await page.waitForTimeout(500);
  await expect(page.getByRole('alert')).toHaveCount(1);
});

test('what is lost is counted of the inputs that are fed, while another is not', async ({ app }) => {
  await startWith(app);
  copyFileSync(inRepository('models/late-pipeline.onnx'), app.path('pipeline.onnx'));
  await app.tables.write(
    `SELECT * EXCLUDE dep_delay FROM '${inRepository('models/data/flights.parquet')}'`,
    app.path('part.parquet'),
    'FORMAT parquet',
  );
  await app.stop();
  await app.start('part.parquet', 'pipeline.onnx');
  const { page } = app;
  await page.getByRole('button', { name: 'Show all' }).click();
  const inputs = page.getByRole('table', { name: 'Inputs of pipeline' });
  await expect(inputs.getByText('of all 27,268 rows')).toBeVisible();
  await expect(inputs.getByRole('row').filter({ hasText: 'dep_delay' }).first()).toHaveAttribute(
    'data-state',
    'unbound',
  );
  await expect(inputs.getByText(/^[\d,]+ missing$/).first()).toBeVisible();
});

test('Esc is heard before the list of commands has come', async ({ app }) => {
  await startWith(app, 'flights.csv');
  const { page } = app;
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/palette-*.js', async (route) => {
    await held;
    await route.fallback();
  });
  const asked = page.waitForRequest('**/palette-*.js');
  await page.keyboard.press('ControlOrMeta+k');
  await asked;
  await page.keyboard.press('Escape');
  const arrived = page.waitForResponse('**/palette-*.js');
  letGo();
  await arrived;
  await page.waitForTimeout(500);
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeHidden();
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
});

test('numbers that are probably read otherwise than meant are read so at a press', async ({ app }) => {
  const rows = Array.from({ length: 30 }, (_, at) => `shop ${at};1.${100 + at}`);
  writeFileSync(app.path('sales.csv'), `shop;sales\n${rows.join('\n')}\n`);
  await app.start('sales.csv');
  const { page } = app;
  await expect(page.getByText('Column "sales" is read with decimal points', { exact: false })).toBeVisible();
  await expect(cellsOf(page, 2)).toHaveText(['shop 1', '1.101']);
  await page.getByRole('button', { name: 'Read with decimal comma, “.” between thousands' }).click();
  await expect(cellsOf(page, 2)).toHaveText(['shop 1', '1101']);
  await expect(page.getByText('is read with decimal points', { exact: false })).toBeHidden();
});

test('a narrow window leaves room for the table, and the rail is a press away', async ({ app }) => {
  await startWith(app, 'flights.csv');
  const { page } = app;
  const rail = page.getByRole('navigation', { name: 'Files, models and runs' });
  await expect(rail).toBeVisible();
  await page.setViewportSize({ width: 760, height: 700 });
  await expect(rail).toBeHidden();
  const box = await page.getByRole('grid').boundingBox();
  expect(box?.width).toBeGreaterThan(400);
  await page.keyboard.press('ControlOrMeta+1');
  await expect(rail).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(rail).toBeVisible();
});

test('the key that scores does so from a list, too', async ({ app }) => {
  await startWith(app, 'flights.csv', 'late.onnx');
  const { page } = app;
  await outputField(page).fill(app.path('scored.csv'));
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'A row that cannot be scored' }).click();
  await page.getByRole('option', { name: 'Has no predictions' }).click();
  await score(page);
});
