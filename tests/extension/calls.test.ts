/** Where in SQL a score function may stand, and that it runs for the rows that need it, each once. */
import { describe, expect, it } from 'vitest';
import { useExtension } from './database.ts';

const database = useExtension();

/** y = a + 10 b + 100 c */
const score = (name: string, a = 'i % 1000') => `${name}(${a}, 2, 3).y`;
const rows = (count: number) => `FROM range(${count}) t(i)`;

describe('a call', () => {
  it.each([0, 1, 63, 64, 65, 2_047, 2_048, 2_049, 100_001])('scores %i rows, each once', async (count) => {
    const name = await database.load('float-matrix');
    const counted = await database.countedBy(
      name,
      `CREATE OR REPLACE TEMP TABLE scored AS SELECT i, ${score(name)} AS y ${rows(count)}`,
    );
    expect(counted.rows).toBe(count);
    expect(await database.cell('SELECT count(*) FROM scored WHERE y IS DISTINCT FROM i % 1000 + 320')).toBe(0n);
    expect(await database.cell('SELECT count(*) FROM scored')).toBe(BigInt(count));
  });

  it('scores only rows that a filter in front lets through', async () => {
    const name = await database.load('float-matrix');
    const sql = `SELECT sum(y) FROM (SELECT ${score(name)} AS y ${rows(10_000)} WHERE i % 4 = 0)`;
    expect((await database.countedBy(name, sql)).rows).toBe(2_500);
  });

  it('can be filtered by', async () => {
    const name = await database.load('float-matrix');
    const sql = `SELECT count(*) ${rows(10_000)} WHERE ${score(name)} >= 1310`;
    expect(await database.cell(sql)).toBe(100n);
    expect((await database.countedBy(name, sql)).rows).toBe(10_000);
  });

  it('scores only the rows of its branch in CASE', async () => {
    const name = await database.load('float-matrix');
    const sql = `SELECT sum(CASE WHEN i % 3 = 0 THEN ${score(name, 'i')} ELSE -1 END) AS s ${rows(3_000)}`;
    expect(await database.cell(sql)).toBe(999 * 500 * 3 + 320 * 1_000 - 2_000);
    expect((await database.countedBy(name, sql)).rows).toBe(1_000);
  });

  it('stands within aggregates, windows, joins, lambdas and ORDER BY', async () => {
    const name = await database.load('float-matrix');
    expect(await database.cell(`SELECT max(${score(name)}) ${rows(5_000)}`)).toBe(1319);
    expect(
      await database.rows(`SELECT i % 2 AS g, min(${score(name)}) AS y ${rows(5_000)} GROUP BY g ORDER BY g`),
    ).toEqual([
      { g: 0n, y: 320 },
      { g: 1n, y: 321 },
    ]);
    expect(
      await database.cell(`SELECT sum(y) FROM (SELECT lag(${score(name)}) OVER (ORDER BY i) AS y ${rows(4)})`),
    ).toBe(320 + 321 + 322);
    expect(await database.rows(`SELECT i ${rows(3_000)} ORDER BY ${score(name)} DESC, i LIMIT 2`)).toEqual([
      { i: 999n },
      { i: 1_999n },
    ]);
    expect(await database.cell(`SELECT list_transform([1, 2], x -> ${score(name, 'x')})`)).toEqual([321, 322]);
    expect(
      await database.cell(`SELECT count(*) FROM range(100) a(i) JOIN range(420) b(k) ON ${score(name, 'a.i')} = b.k`),
    ).toBe(100n);
  });

  it('is computed once where it stands twice', async () => {
    const name = await database.load('float-matrix');
    const sql = `SELECT count(*) FROM (SELECT ${score(name)} AS y, ${score(name)} + 1 AS z ${rows(5_000)}) WHERE z = y + 1`;
    expect(await database.cell(sql)).toBe(5_000n);
    expect((await database.countedBy(name, sql)).rows).toBe(5_000);
  });

  it('scores constants', async () => {
    const name = await database.load('float-matrix');
    expect(
      await database.cell(`SELECT count(*) FROM (SELECT ${name}(1, 2, 3).y AS y ${rows(5_000)}) WHERE y = 321`),
    ).toBe(5_000n);
    expect(await database.cell(`SELECT isnan(${name}(1, NULL, 3).y)`)).toBe(true);
  });

  it('takes prepared parameters', async () => {
    const name = await database.load('float-matrix');
    const connection = await database.connect();
    const reader = await connection.runAndReadAll(`SELECT ${name}($1::FLOAT, $2, $3).y AS y`, [1.5, 2, 3]);
    expect(reader.getRowObjectsJS()).toEqual([{ y: 321.5 }]);
    connection.closeSync();
  });

  it('ends a statement that fails midway and scores the next one', async () => {
    const name = await database.load('int64-matrix');
    await expect(
      database.rows(`SELECT ${name}(CASE WHEN i = 90000 THEN NULL ELSE i END, 1, 1) ${rows(100_000)}`),
    ).rejects.toThrow('MISSING_VALUE');
    expect(await database.cell(`SELECT ${name}(1, 2, 3).y_0`)).toBe(2n);
  });
});

describe('vectors of every form', () => {
  const forms: [string, string][] = [
    ['flat', 'SELECT i % 5 AS v FROM range(6000) t(i)'],
    ['constant', 'SELECT 3 AS v FROM range(6000) t(i)'],
    ['cut by a filter', 'SELECT i % 5 AS v FROM range(12000) t(i) WHERE i % 2 = 0'],
    ['of a join', 'SELECT k % 5 AS v FROM range(6000) t(i) JOIN range(600) u(k) ON i % 600 = k'],
    ['of a sort', 'SELECT i % 5 AS v FROM range(6000) t(i) ORDER BY hash(i)'],
    ['of a list', 'SELECT unnest(range(6000)) % 5 AS v'],
    ['of a union', 'SELECT 1 AS v FROM range(3000) UNION ALL SELECT i % 5 FROM range(3000) t(i)'],
    ['of NULLs', 'SELECT CASE WHEN i % 2 = 0 THEN i % 5 END AS v FROM range(6000) t(i)'],
  ];

  it.each(forms)('%s', async (_form, table) => {
    const name = await database.load('float-matrix');
    const wrong = `SELECT count(*) AS n FROM (SELECT v, ${name}(v, v, 1).y AS y FROM (${table}))
                   WHERE y IS DISTINCT FROM coalesce(v * 11 + 100, 'nan'::FLOAT)`;
    expect(await database.cell(wrong)).toBe(0n);
    expect((await database.countedBy(name, wrong)).rows).toBe(6_000);
  });
});

it('scores on many connections at once, each its own rows', async () => {
  const name = await database.load('float-matrix');
  const connections = await Promise.all(Array.from({ length: 6 }, () => database.connect()));
  const before = await database.counters(name);
  const sums = await Promise.all(
    connections.map((connection, index) =>
      database.rows(`SELECT sum(${name}(${index}, i % 2, 0).y) AS s FROM range(50000) t(i)`, connection),
    ),
  );
  sums.forEach((found, index) => expect(found).toEqual([{ s: 50_000 * index + 250_000 }]));
  expect((await database.counters(name)).rows - before.rows).toBe(300_000);
  connections.forEach((connection) => connection.closeSync());
});
