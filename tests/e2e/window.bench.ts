/** How fast the window is: `npm run bench:app`. Prints what it measured; fails on wrong cells only. */
import { cpus, release, totalmem } from 'node:os';
import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { cellsOf, goToRow, openPath } from './grid.ts';
import { largeCsv, largeParquet, type LargeFile } from './large-files.ts';

interface Figure {
  what: string;
  /** Milliseconds, or frames per second. */
  runs: number[];
  unit: 'ms' | 'fps';
  /** Null where none was set. */
  goal: number | null;
}

const rounds = 5;

test('the window', async ({ app }) => {
  test.setTimeout(1_800_000);
  const parquet = await largeParquet(app.tables);
  const csv = await largeCsv(app.tables);
  const figures: Figure[] = [];
  const { page } = app;

  const first: number[] = [];
  const ready: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    await app.start();
    await cellsOf(page, 1).first().waitFor();
    first.push(performance.now() - started);
    await expect(page.getByRole('button', { name: /^Score [\d,]+ rows/ })).toBeEnabled();
    ready.push(performance.now() - started);
    if (round < rounds - 1) await app.stop();
  }
  figures.push({ what: 'the command to a window with the sample in it', runs: first, unit: 'ms', goal: 1500 });
  figures.push({ what: 'the command to the sample ready to be scored', runs: ready, unit: 'ms', goal: null });

  figures.push({
    what: `first rows of ${described(parquet)}`,
    runs: await times(rounds, () => timeToOpen(page, parquet)),
    unit: 'ms',
    goal: 500,
  });
  figures.push({ what: 'a page after a jump in it', runs: await jumps(page, parquet), unit: 'ms', goal: 100 });
  figures.push({ what: 'frames while scrolling in it', runs: await scrolling(page), unit: 'fps', goal: 55 });
  figures.push({
    what: `first rows of ${described(csv)}`,
    runs: await times(rounds, () => timeToOpen(page, csv)),
    unit: 'ms',
    goal: 1500,
  });
  await expect(page.getByText(`${csv.rowCount.toLocaleString('en')} rows`).first()).toBeVisible({ timeout: 120_000 });
  figures.push({ what: 'a page after a jump in it', runs: await jumps(page, csv), unit: 'ms', goal: 100 });
  print(figures);
});

function described({ path, rowCount, bytes }: LargeFile): string {
  const format = path.endsWith('.csv') ? 'CSV' : 'Parquet';
  return `a ${format} file of ${(bytes / 1e9).toFixed(2)} GB and ${(rowCount / 1e6).toFixed(1)}M rows`;
}

async function times(count: number, measure: () => Promise<number>): Promise<number[]> {
  const found: number[] = [];
  for (let round = 0; round < count; round += 1) found.push(await measure());
  return found;
}

/** From Enter in the file browser to the first row's cells, told by the page's own clock. */
async function timeToOpen(page: Page, file: LargeFile): Promise<number> {
  await clockOnEnter(page, 0);
  await openPath(page, file.path);
  return clockRead(page);
}

async function jumps(page: Page, file: LargeFile): Promise<number[]> {
  const found: number[] = [];
  for (let nth = 1; nth <= 20; nth += 1) {
    // Spread over the file, forwards and backwards, never where a page is known already.
    const row = Math.floor(((nth * 7919) % 20) * (file.rowCount / 20) + nth * 97 + 5000);
    await clockOnEnter(page, row - 1);
    await goToRow(page, row);
    found.push(await clockRead(page));
    await expect(cellsOf(page, row).first()).toHaveText(String(row));
  }
  return found;
}

/** Starts a clock at the next Enter, which stops in the frame that shows cells of `row` (from 0) that were not there before. */
async function clockOnEnter(page: Page, row: number): Promise<void> {
  await page.evaluate((at) => {
    const cell = () => document.querySelector(`[role="gridcell"][data-row="${at}"]:not([data-state="loading"])`);
    const old = cell();
    const keeper = window as unknown as { clock: Promise<number> };
    keeper.clock = new Promise((resolve) => {
      const start = (event: KeyboardEvent) => {
        if (event.key !== 'Enter') return;
        window.removeEventListener('keydown', start, true);
        const from = performance.now();
        const look = () => {
          const now = cell();
          if (now !== null && now !== old) requestAnimationFrame(() => resolve(performance.now() - from));
          else requestAnimationFrame(look);
        };
        look();
      };
      window.addEventListener('keydown', start, true);
    });
  }, row);
}

function clockRead(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { clock: Promise<number> }).clock);
}

/** Frames a second while the wheel turns for four seconds, in each of three goes. */
async function scrolling(page: Page): Promise<number[]> {
  const box = await page.getByRole('grid').boundingBox();
  if (box === null) throw new Error('There is no grid.');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const found: number[] = [];
  for (let go = 0; go < 3; go += 1) {
    const counting = page.evaluate(async () => {
      const from = performance.now();
      let frames = 0;
      while (performance.now() - from < 4000) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        frames += 1;
      }
      return (frames * 1000) / (performance.now() - from);
    });
    const until = performance.now() + 4000;
    while (performance.now() < until) await page.mouse.wheel(0, 240);
    found.push(await counting);
  }
  return found;
}

function print(figures: readonly Figure[]): void {
  const lines = figures.map(({ what, runs, unit, goal }) => {
    const sorted = runs.toSorted((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)] ?? NaN;
    const worst = (unit === 'fps' ? sorted[0] : sorted.at(-1)) ?? NaN;
    const isReached = (wanted: number) => (unit === 'fps' ? median >= wanted : median <= wanted);
    const figure = (value: number) => `${value.toFixed(0)} ${unit}`.padStart(9);
    return `${what.padEnd(56)} ${figure(median)} ${figure(worst)} ${goal === null ? '' : `${figure(goal)}  ${isReached(goal) ? 'reached' : 'missed'}`}`;
  });
  const head = `${''.padEnd(56)} ${'median'.padStart(9)} ${'worst'.padStart(9)} ${'goal'.padStart(9)}`;
  const memory = `${(totalmem() / 2 ** 30).toFixed(1)} GiB`;
  const machine = `Measured in Chromium on ${cpus()[0]?.model}, ${cpus().length} cores, ${memory}, ${process.platform} ${release()}.`;
  process.stdout.write(`\n${[head, ...lines, '', machine].join('\n')}\n`);
}
