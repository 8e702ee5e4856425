/** Tables and moments that a grid is not made for: odd names, no rows, files that change, work that is stopped. */
import fs, { appendFileSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import * as fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { SourceRequest } from '../../contract/index.ts';
import { openEngine, router, type Engine, type EngineClient } from '../../engine/engine.ts';
import { freshFolder } from '../engine/fresh-folder.ts';
import { faultOf, useEngine } from '../engine/scoring.ts';
import { useTables } from '../engine/use-tables.ts';
import { allRows, openTable, page, prepare, type ViewInput } from './pages.ts';

const engine = useEngine();
const tables = useTables();

async function written(select: string, name = 't.parquet', options = 'FORMAT parquet'): Promise<string> {
  const path = join(freshFolder(), name);
  await tables.write(select, path, options);
  return path;
}

const names = ['rowid', 'file_row_number', '__rowcast_row', 'a "b"', "it's", 'two\nlines', '🙂', 'c0', 'r', 'select'];

it.each(['t.parquet', 't.ndjson'])('shows columns of any name in %s', async (file) => {
  const columns = names.map((name, index) => `i * 100 + ${index} AS "${name.replaceAll('"', '""')}"`);
  const path = await written(
    `SELECT ${columns.join(', ')} FROM range(3) t(i)`,
    file,
    file.endsWith('json') ? 'FORMAT json' : 'FORMAT parquet',
  );
  const { table, source } = await openTable(engine.methods, path);
  expect(source.columns.map(({ name }) => name)).toEqual(names);
  for (const column of names) {
    const view = {
      filters: [{ test: 'present' as const, column }],
      sort: [{ column, descending: true }],
    };
    await prepare(engine.methods, table, view);
    const rows = await allRows(engine.methods, table, view);
    expect(rows.map((row) => row.number)).toEqual([3, 2, 1]);
    expect(rows[0]?.cells).toEqual(names.map((_, index) => String(200 + index)));
  }
});

it('shows a thousand columns, and values of any type', async () => {
  const many = Array.from({ length: 1000 }, (_, index) => `i + ${index} AS c${index}`);
  const wide = await openTable(engine.methods, await written(`SELECT ${many.join(', ')} FROM range(20) t(i)`));
  const view = { sort: [{ column: 'c7', descending: true }] };
  await prepare(engine.methods, wide.table, view);
  const [first] = await page(engine.methods, { table: wide.table, view, offset: 0, limit: 1 });
  expect(first).toEqual({ number: 20, cells: many.map((_, index) => String(19 + index)) });

  const select = `SELECT [1, NULL] AS l, {'a': 1, 'b c': 'x'} AS s, MAP {'k': 2} AS m, 1.50::DECIMAL(9, 2) AS d,
    TIMESTAMP '2024-01-02 03:04:05' AS t, 'é🙂' AS u, NULL::INTEGER AS n, 'nan'::DOUBLE AS x, '\\x01'::BLOB AS b`;
  const odd = await openTable(engine.methods, await written(select));
  const sorted = { sort: [{ column: 'u', descending: false }] };
  await prepare(engine.methods, odd.table, sorted);
  const cells = [
    '[1, NULL]',
    "{'a': 1, 'b c': x}",
    '{k=2}',
    '1.50',
    '2024-01-02 03:04:05',
    'é🙂',
    null,
    'nan',
    '\\x01',
  ];
  expect(await allRows(engine.methods, odd.table, sorted)).toEqual([{ number: 1, cells }]);
});

it('shows tables without rows', async () => {
  const folder = freshFolder();
  writeFileSync(join(folder, 'header.csv'), 'a,b\n');
  await tables.write('SELECT 1 AS a LIMIT 0', join(folder, 'none.parquet'));
  for (const name of ['header.csv', 'none.parquet']) {
    const { table } = await openTable(engine.methods, join(folder, name));
    expect(await page(engine.methods, { table, offset: 0, limit: 10 })).toEqual([]);
    const view = { filters: [{ test: 'missing' as const, column: 'a' }], sort: [] };
    expect((await prepare(engine.methods, table, view)).at(-1)).toEqual({ event: 'ready', rowCount: 0 });
    expect((await prepare(engine.methods, table)).at(-1)).toEqual({ event: 'ready', rowCount: 0 });
    expect(await page(engine.methods, { table, view, offset: 5, limit: 10 })).toEqual([]);
  }
});

it('gives every row of any view once, in order', async () => {
  const select = `SELECT i AS id, CASE WHEN i % 11 = 0 THEN NULL ELSE (i * 31) % 17 END AS k,
    CASE WHEN i % 13 = 0 THEN 'nan'::DOUBLE ELSE (i * 7) % 100 / 8 END AS x, 't' || (i % 29) AS s FROM range(5000) t(i)`;
  const { table } = await openTable(
    engine.methods,
    await written(select, 't.parquet', 'FORMAT parquet, ROW_GROUP_SIZE 2048'),
  );
  const column = fc.constantFrom('k', 'x', 's');
  const conditions = [
    { filter: { test: 'at-least' as const, column: 'k', value: '5' }, sql: 'k >= 5' },
    { filter: { test: 'missing' as const, column: 'x' }, sql: 'isnan(x)' },
    { filter: { test: 'one-of' as const, column: 's', values: ['t1', 't2'] }, sql: "s IN ('t1', 't2')" },
    { filter: { test: 'not-equals' as const, column: 'k', value: '3' }, sql: 'k IS DISTINCT FROM 3' },
    { filter: { test: 'between' as const, column: 'x', from: '1', to: '9.5' }, sql: 'x BETWEEN 1 AND 9.5' },
  ];
  const views = fc.record({
    sort: fc.array(fc.record({ column, descending: fc.boolean() }), { maxLength: 2 }),
    filters: fc.subarray(conditions, { maxLength: 2 }),
    limit: fc.integer({ min: 300, max: 3000 }),
  });
  await fc.assert(
    fc.asyncProperty(views, async ({ sort, filters, limit }) => {
      const view: ViewInput = { sort, filters: filters.map(({ filter }) => filter) };
      const order = [...sort.map((key) => `${key.column} ${key.descending ? 'DESC' : ''} NULLS LAST`), 'id'];
      const where = filters.length === 0 ? '' : `WHERE ${filters.map(({ sql }) => `(${sql})`).join(' AND ')}`;
      const expected = await tables.columns(`SELECT id FROM (${select}) ${where} ORDER BY ${order.join(', ')}`);
      const ids = (expected['id'] ?? []).map((id) => Number(id) + 1);
      const before = await page(engine.methods, { table, view, offset: 7, limit: 100 });
      expect(before.map((row) => row.number)).toEqual(ids.slice(7, 107));
      await prepare(engine.methods, table, view);
      const rows = await allRows(engine.methods, table, view, limit);
      expect(rows.map((row) => row.number)).toEqual(ids);
    }),
    { numRuns: 12 },
  );
});

it('refuses filter values that do not convert, and columns that are not there', async () => {
  const { table } = await openTable(engine.methods, await written("SELECT 1 AS i, DATE '2024-01-01' AS d"));
  const first = (filters: ViewInput['filters']) =>
    faultOf(page(engine.methods, { table, view: { filters: filters ?? [] }, offset: 0, limit: 1 }));
  for (const value of ['1.5', 'x', '99999999999']) {
    expect(await first([{ test: 'equals', column: 'i', value }])).toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: `Column "i" is of type whole number (INTEGER), which "${value}" does not convert to.`,
      hint: 'Write a value as it stands in the column, or use a condition in SQL.',
    });
  }
  expect(await first([{ test: 'missing', column: 'j' }])).toMatchObject({
    code: 'COLUMN_NOT_FOUND',
    message: 'The table has no column "j".',
  });
});

it('never mixes rows of a file that changed', async () => {
  const path = await written('SELECT i AS a FROM range(10) t(i)', 't.csv', 'FORMAT csv, HEADER');
  const { table } = await openTable(engine.methods, path);
  await prepare(engine.methods, table);
  appendFileSync(path, '10\n');
  const fault = await faultOf(page(engine.methods, { table, offset: 0, limit: 5 }));
  expect(fault.code).toBe('SOURCE_CHANGED');
  expect(fault.message).toContain(`"${path}" changed since it was opened: expected 22 bytes of `);
  expect(fault.hint).toBe('Open the table again to see what is in it now.');
});

/** Lines are added until something was awaited: a watch begins a moment after it was asked for, and tells of what comes then. */
async function whileWriting(path: string, awaited: () => Promise<void>): Promise<void> {
  const timer = setInterval(() => appendFileSync(path, '2\n'), 700);
  await awaited().finally(() => clearInterval(timer));
}

it('tells when a file changes and when it goes', async () => {
  const path = await written('SELECT 1 AS a', 't.csv', 'FORMAT csv, HEADER');
  const { table } = await openTable(engine.methods, path);
  const stop = new AbortController();
  const changes = await engine.methods.table.watch({ table }, { signal: stop.signal });
  const next = changes.next();
  await whileWriting(path, async () => expect(await next).toMatchObject({ value: { path, change: 'changed' } }));
  rmSync(path);
  let last = await changes.next();
  while (last.done !== true && last.value.change === 'changed') last = await changes.next();
  expect(last).toMatchObject({ value: { path, change: 'removed' } });
  stop.abort();
});

it('tells of changes where the system has no watch left to give', async () => {
  const path = await written('SELECT 1 AS a', 't.csv', 'FORMAT csv, HEADER');
  const whole = fs.watch;
  fs.watch = () => {
    throw Object.assign(new Error('ENOSPC: System limit for number of file watchers reached'), { code: 'ENOSPC' });
  };
  syncBuiltinESMExports();
  onTestFinished(() => {
    fs.watch = whole;
    syncBuiltinESMExports();
  });
  const { table } = await openTable(engine.methods, path);
  const stop = new AbortController();
  const changes = await engine.methods.table.watch({ table }, { signal: stop.signal });
  const next = changes.next();
  await whileWriting(path, async () => expect(await next).toMatchObject({ value: { path, change: 'changed' } }));
  stop.abort();
  expect(
    await page(engine.methods, { table: (await openTable(engine.methods, path)).table, offset: 0, limit: 2 }),
  ).toEqual([1, 2].map((value) => ({ number: value, cells: [String(value)] })));
});

/** An engine whose temporary folder can be looked at. */
async function lookedAt() {
  const own = await openEngine();
  const folder = own.context.database.temporaryFolder();
  return {
    own,
    folder,
    scratch: () => (existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('scratch')) : []),
  };
}

const large = `SELECT i AS id, hash(i) AS h, md5(i::VARCHAR) AS s FROM range(2000000) t(i)`;

it('stops preparing at once when nobody waits, and leaves nothing behind', async () => {
  const path = await written(large, 't.csv', 'FORMAT csv, HEADER');
  const { own, folder, scratch } = await lookedAt();
  const { table } = await openTable(own.methods, path);
  const stop = new AbortController();
  const events = await own.methods.table.prepare({ table }, { signal: stop.signal });
  expect((await events.next()).value).toMatchObject({ event: 'progress', rows: 0, reach: 10_000 });
  // The first rows are there while the rest is read.
  expect(await page(own.methods, { table, offset: 0, limit: 5 })).toHaveLength(5);
  expect(scratch().length).toBeGreaterThan(0);
  stop.abort();
  await expect(
    (async () => {
      while ((await events.next()).done !== true) continue;
    })(),
  ).rejects.toThrow();
  await own.methods.table.close({ table });
  expect(scratch()).toEqual([]);
  await own.close();
  expect(existsSync(folder)).toBe(false);
  expect(readdirSync(dirname(path))).toEqual(['t.csv']);
});

/** The events of sorting by `column`, the first of which has come. */
async function underWay(methods: Engine['methods'], table: string, column: string) {
  const events = await methods.table.prepare({ table, view: { sort: [{ column, descending: false }] } });
  expect((await events.next()).value).toMatchObject({ event: 'progress' });
  return events;
}

async function drained(events: AsyncIterator<unknown>): Promise<void> {
  while ((await events.next()).done !== true) continue;
}

it('closes a table and an engine under work', async () => {
  const path = await written(large);
  const { own, folder } = await lookedAt();
  const { table } = await openTable(own.methods, path);
  const sorted = await underWay(own.methods, table, 's');
  const profiles = await own.methods.table.profile({ table, columns: ['h', 's'] });
  const profiled = drained(profiles);
  await Promise.all([
    expect(drained(sorted)).rejects.toThrow(),
    expect(profiled).rejects.toThrow(),
    own.methods.table.close({ table }),
  ]);
  const again = await openTable(own.methods, path);
  const preparing = await underWay(own.methods, again.table, 'h');
  await Promise.all([expect(drained(preparing)).rejects.toThrow(), own.close()]);
  expect(existsSync(folder)).toBe(false);
});

it('closes what a client had open when it goes, and opens nothing for one that has gone', async () => {
  const path = await written(`${large} LIMIT 200000`, 't.csv', 'FORMAT csv, HEADER');
  const { own, scratch } = await lookedAt();
  const [one, other] = [own.connect(), own.connect()];
  const methodsOf = ({ context }: EngineClient) => createRouterClient(router, { context });
  const { table } = await openTable(methodsOf(one), path);
  await prepare(methodsOf(one), table);
  expect(scratch()).not.toEqual([]);
  expect(await faultOf(page(methodsOf(other), { table, offset: 0, limit: 1 }))).toMatchObject({ code: 'TABLE_CLOSED' });
  const late = openTable(methodsOf(one), path);
  await Promise.all([expect(late).rejects.toThrow('aborted'), one.close()]);
  expect(scratch()).toEqual([]);
  const { signal } = new AbortController();
  await expect(
    other.context.tables.open(SourceRequest.parse({ paths: [path] }), AbortSignal.abort()),
  ).rejects.toThrow();
  expect((await other.context.tables.open(SourceRequest.parse({ paths: [path] }), signal)).rowCount).toBeNull();
  await own.close();
});
