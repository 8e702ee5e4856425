/** How fast the figures of a comparison follow a threshold, on 10 million rows: a part of `npm run bench:app`. */
import { cpus } from 'node:os';
import type { Page } from '@playwright/test';
import { expect, test, type App } from './app.ts';

const rowCount = 10_000_000;
const moves = 200;

test('figures follow the threshold', async ({ app }) => {
  test.setTimeout(1_800_000);
  await app.tables.run(
    `COPY (SELECT row, (0.7 * (hash(row) % 1000003) + 0.3 * (hash(row + 1) % 1000003)) / 1000003 AS champion,
                  ((hash(row) % 1000003) + (hash(row + 2) % 1000003)) / 2000006 AS challenger, hash(row + 3) % 1000003 < hash(row) % 1000003 AS outcome
           FROM range(${rowCount}) t(row)) TO '${app.path('scores.parquet')}' (FORMAT parquet)`,
  );
  await app.start('scores.parquet');
  const { page } = app;
  const seconds = await compare(app);
  const figures = [await follow(page, 'Score from which on rows are selected')];
  await page.getByText('Highest percent', { exact: true }).click();
  figures.push(await follow(page, 'Highest percent of the rows'));
  const { model } = cpus()[0] ?? { model: 'unknown' };
  process.stdout.write(`${rowCount.toLocaleString('en')} rows, ${cpus().length} × ${model}\n`);
  process.stdout.write(`from Compare to the figures: ${seconds.toFixed(1)} s\n`);
  for (const [what, times] of [
    ['by score', figures[0] ?? []],
    ['by share', figures[1] ?? []],
  ] as const) {
    const sorted = times.toSorted((a, b) => a - b);
    const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(1);
    process.stdout.write(`${what}: median ${at(0.5)} ms, 95 % within ${at(0.95)} ms, slowest ${at(1)} ms\n`);
  }
});

async function compare({ page }: App): Promise<number> {
  await expect(page.getByText(/10,000,000 rows/).first()).toBeVisible({ timeout: 120_000 });
  // The action comes with the second script, after the first rows.
  await expect(async () => {
    await page.keyboard.press('ControlOrMeta+Shift+e');
    await expect(page.getByRole('region', { name: 'Compare' })).toBeVisible({ timeout: 1000 });
  }).toPass();
  for (const [list, option] of [
    [/^Champion/, 'champion'],
    ['Columns of scores as challengers', 'challenger'],
    ['Column with the outcome', 'outcome'],
  ] as const) {
    await page.getByRole('combobox', { name: list }).fill(option);
    await page.getByRole('option', { name: option, exact: true }).click();
    await page.keyboard.press('Tab');
  }
  const started = performance.now();
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await page.getByRole('slider').waitFor({ timeout: 1_200_000 });
  await page.getByRole('img').first().waitFor();
  return (performance.now() - started) / 1000;
}

/** Milliseconds from each move of the slider until the frame with the new figures was painted, told by the page's own clock. */
async function follow(page: Page, name: string): Promise<number[]> {
  const slider = page.getByRole('slider', { name });
  await slider.waitFor();
  return slider.evaluate(async (element: HTMLInputElement, count) => {
    const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
    const times: number[] = [];
    for (let nth = 0; nth < count; nth += 1) {
      const from = performance.now();
      value?.set?.call(element, String(Math.floor(((nth * 37) % count) * (Number(element.max) / count))));
      element.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
      times.push(performance.now() - from);
    }
    return times;
  }, moves);
}
