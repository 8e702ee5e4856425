/** Pages are fetched when they are needed, given up when they no longer are, and forgotten when they were not needed for long. */
import { describe, expect, it } from 'vitest';
import { PageCache, type PageKey } from '../../renderer/features/grid/page-cache.ts';
import { pagesNeeded } from '../../renderer/features/grid/page-plan.ts';

interface Asked extends PageKey {
  signal: AbortSignal;
  answer: (data: string) => void;
  fail: (error: Error) => void;
}

function cacheOf({ capacity = 10, concurrency = 2 } = {}) {
  const asked: Asked[] = [];
  const changes = { count: 0 };
  const cache = new PageCache<string>({
    capacity,
    concurrency,
    onChange: () => (changes.count += 1),
    fetch: (key, signal) =>
      new Promise((answer, fail) => {
        asked.push({ ...key, signal, answer, fail });
      }),
  });
  cache.open();
  return { cache, asked, changes };
}

const pages = (...numbers: number[]): PageKey[] => numbers.map((page) => ({ page, block: 0 }));
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('the page cache', () => {
  it('asks for a few pages at once, the most urgent first', async () => {
    const { cache, asked } = cacheOf();
    cache.want(pages(5, 4, 6));
    expect(asked.map(({ page }) => page)).toEqual([5, 4]);
    asked[0]?.answer('five');
    await settled();
    expect(asked.map(({ page }) => page)).toEqual([5, 4, 6]);
    expect(cache.get({ page: 5, block: 0 })).toBe('five');
  });

  it('gives up what was scrolled past, and does not keep it', async () => {
    const { cache, asked, changes } = cacheOf();
    cache.want(pages(1, 2));
    cache.want(pages(2, 3));
    expect(asked.map(({ page, signal }) => [page, signal.aborted])).toEqual([
      [1, true],
      [2, false],
      [3, false],
    ]);
    asked[0]?.answer('late');
    await settled();
    expect(cache.get({ page: 1, block: 0 })).toBeUndefined();
    expect(changes.count).toBe(0);
  });

  it('forgets the page that was not needed for longest', async () => {
    const { cache, asked } = cacheOf({ capacity: 2, concurrency: 5 });
    for (const page of [1, 2, 3]) {
      cache.want(pages(page));
      asked.at(-1)?.answer(`page ${page}`);
      await settled();
    }
    cache.want(pages(3));
    expect([1, 2, 3].map((page) => cache.get({ page, block: 0 }))).toEqual([undefined, 'page 2', 'page 3']);
  });

  it('tells an error of a page in sight, and asks again when told to', async () => {
    const { cache, asked } = cacheOf();
    cache.want(pages(1));
    asked[0]?.fail(new Error('the disk is gone'));
    await settled();
    expect(cache.error).toEqual(new Error('the disk is gone'));
    cache.want(pages(1));
    expect(asked).toHaveLength(1);
    cache.retry();
    expect(asked).toHaveLength(2);
    expect(cache.error).toBeUndefined();
  });

  it('gives up everything when it is closed', async () => {
    const { cache, asked, changes } = cacheOf();
    cache.want(pages(1, 2));
    cache.close();
    expect(asked.every(({ signal }) => signal.aborted)).toBe(true);
    asked[0]?.fail(new Error('aborted'));
    await settled();
    expect(changes.count).toBe(0);
  });
});

describe('pages that are asked for before they are seen', () => {
  const longMs = 60_000;

  it('come before what is wanted, and are told once all of them are there', async () => {
    const { cache, asked } = cacheOf();
    const told: string[] = [];
    cache.want(pages(1));
    cache.ask(pages(8, 9), longMs, () => told.push('arrived'));
    cache.want(pages(1, 2));
    expect(asked.map(({ page, signal }) => [page, signal.aborted])).toEqual([
      [1, true],
      [8, false],
      [9, false],
    ]);
    asked[1]?.answer('eight');
    await settled();
    expect(told).toEqual([]);
    asked[2]?.fail(new Error('the disk is gone'));
    await settled();
    expect(told).toEqual(['arrived']);
    cache.want(pages(8, 7));
    expect(asked.at(-1)?.page).toBe(7);
  });

  it('are told at once where they are there already', async () => {
    const { cache, asked } = cacheOf();
    cache.want(pages(1));
    asked[0]?.answer('one');
    await settled();
    const told: string[] = [];
    cache.ask(pages(1), longMs, () => told.push('arrived'));
    cache.ask([], longMs, () => told.push('nothing to wait for'));
    expect(told).toEqual(['arrived', 'nothing to wait for']);
  });

  it('are not waited for longer than a moment from the first, and only the last is told', async () => {
    const { cache } = cacheOf();
    const told: string[] = [];
    cache.ask(pages(1), 20, () => told.push('first'));
    cache.ask(pages(2), longMs, () => told.push('second'));
    await expect.poll(() => told).toEqual(['second']);
    cache.ask(pages(3), 20, () => told.push('closed'));
    cache.close();
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(told).toEqual(['second']);
  });
});

describe('the pages that are needed', () => {
  const numbers = (keys: readonly PageKey[]) => [...new Set(keys.map(({ page }) => page))];

  it('are those in sight and the next one in the direction of scrolling', () => {
    const rows = { first: 390, end: 420, rowCount: 10_000 };
    const columns = { columns: [0, 1], columnCount: 2 };
    expect(numbers(pagesNeeded(rows, columns, 1))).toEqual([1, 2, 3]);
    expect(numbers(pagesNeeded(rows, columns, -1))).toEqual([1, 2, 0]);
  });

  it('end where the table does', () => {
    const columns = { columns: [0], columnCount: 1 };
    expect(pagesNeeded({ first: 0, end: 30, rowCount: 150 }, columns, 1)).toEqual([{ page: 0, block: 0 }]);
    expect(pagesNeeded({ first: 0, end: 0, rowCount: 0 }, columns, 1)).toEqual([{ page: 0, block: 0 }]);
  });

  it('come in blocks of the columns in sight, and after the next page those beside them', () => {
    const rows = { first: 400, end: 430, rowCount: 10_000 };
    const columns = Array.from({ length: 15 }, (_, at) => 15 + at);
    const keys = pagesNeeded(rows, { columns, columnCount: 100 }, 1).map(({ page, block }) => [page, block]);
    expect(keys).toEqual([
      [2, 1],
      [2, 2],
      [3, 1],
      [3, 2],
      [2, 3],
      [2, 0],
    ]);
  });

  it('are of the first columns too while the first page is seen, so that their widths are known', () => {
    const keys = pagesNeeded({ first: 0, end: 30, rowCount: 30 }, { columns: [0, 1], columnCount: 45 }, 1);
    expect(keys.map(({ block }) => block)).toEqual([0, 1, 2, 3, 4]);
  });
});
