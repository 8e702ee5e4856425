/** What is counted while scoring is exact: rows, missing values, failed casts, rounded and overflowed numbers. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshFolder } from '../engine/fresh-folder.ts';
import { nothingCounted, useExtension, type ArgumentOptions } from './database.ts';

const database = useExtension();
const rowCount = 10_000;
const numbers = `FROM range(${rowCount}) t(i)`;

const block = (...types: string[]): { arguments: ArgumentOptions[] } => ({
  arguments: types.map((type) => ({ input: 'x', type })),
});

describe('counts of one argument', () => {
  const cases: [string, string, string, string, Partial<typeof nothingCounted>][] = [
    ['nothing, where all fits', 'float-matrix', 'BIGINT', 'i', {}],
    ['NULLs as missing', 'float-matrix', 'DOUBLE', 'CASE WHEN i % 4 > 0 THEN i END', { missing: 2_500 }],
    [
      'NaNs as missing',
      'float-matrix',
      'DOUBLE',
      "CASE WHEN i % 4 = 0 THEN 'nan'::DOUBLE ELSE i END",
      { missing: 2_500 },
    ],
    [
      'doubles that become other floats as rounded',
      'float-matrix',
      'DOUBLE',
      'i / 2 + CASE WHEN i < 10 THEN 0.1 ELSE 0 END',
      { rounded: 10 },
    ],
    ['whole numbers beyond 2^24 as rounded', 'float-matrix', 'BIGINT', '16777216 + i % 4', { rounded: 5_000 }],
    ['not floats that are exact beyond 2^24', 'float-matrix', 'BIGINT', '16777216 * (1 + i % 4)', {}],
    [
      'doubles beyond the range of floats as overflowed',
      'float-matrix',
      'DOUBLE',
      'CASE WHEN i % 10 = 0 THEN -1e39 ELSE 0 END',
      { overflowed: 1_000 },
    ],
    [
      'not infinities, which stay what they are',
      'float-matrix',
      'DOUBLE',
      "CASE WHEN i % 2 = 0 THEN 'inf'::DOUBLE ELSE '-inf'::DOUBLE END",
      {},
    ],
    ['doubles so small that they vanish as rounded', 'float-matrix', 'DOUBLE', '1e-60 * (i % 2)', { rounded: 5_000 }],
    [
      'whole numbers beyond 2^53 as rounded in doubles',
      'double-matrix',
      'BIGINT',
      '9007199254740992 + i % 2',
      { rounded: 5_000 },
    ],
    ['nothing for floats in doubles', 'double-matrix', 'FLOAT', '(i / 3)::FLOAT', {}],
    ['nothing for whole doubles in int64', 'int64-matrix', 'DOUBLE', 'i * 1000', {}],
    ['BOOLEAN as 0 and 1', 'float-matrix', 'BOOLEAN', 'CASE WHEN i % 5 > 0 THEN i % 2 = 0 END', { missing: 2_000 }],
  ];

  it.each(cases)('counts %s', async (_what, model, type, sql, expected) => {
    const name = await database.load(model, block('INTEGER', type, 'INTEGER'));
    const counted = await database.countedBy(name, `SELECT count(${name}(1, ${sql}, 1)) ${numbers}`);
    expect(counted).toEqual({
      rows: rowCount,
      arguments: [nothingCounted, { ...nothingCounted, ...expected }, nothingCounted],
    });
  });

  it('counts nothing twice where a value is both', async () => {
    const name = await database.load('float-matrix', block('DOUBLE', 'DOUBLE', 'DOUBLE'));
    const mixed = `CASE i % 5 WHEN 0 THEN NULL WHEN 1 THEN 'nan' WHEN 2 THEN 1e300 WHEN 3 THEN 0.1 ELSE 1 END`;
    const counted = await database.countedBy(name, `SELECT count(${name}(${mixed}, 0, ${mixed})) ${numbers}`);
    const each = { missing: 4_000, failed: 0, rounded: 2_000, overflowed: 2_000 };
    expect(counted.arguments).toEqual([each, nothingCounted, each]);
  });
});

describe('presence flags', () => {
  const flagged: ArgumentOptions[] = [
    { input: 'x', type: 'DOUBLE', presence: true },
    { input: 'x', type: 'DOUBLE' },
    { input: 'x', type: 'DOUBLE' },
  ];

  it('tell a failed cast from a missing value', async () => {
    const name = await database.load('float-matrix', { arguments: flagged });
    const text = "CASE i % 4 WHEN 0 THEN NULL WHEN 1 THEN 'n/a' ELSE i::VARCHAR END";
    const counted = await database.countedBy(
      name,
      `SELECT count(${name}(TRY_CAST(s AS DOUBLE), s IS NOT NULL, 1, 1)) FROM (SELECT ${text} AS s ${numbers})`,
    );
    expect(counted.arguments[0]).toEqual({ ...nothingCounted, missing: 2_500, failed: 2_500 });
  });

  it('take NULL for no', async () => {
    const name = await database.load('float-matrix', { arguments: flagged });
    const counted = await database.countedBy(
      name,
      `SELECT count(${name}(NULL, NULLIF(i < 0, false), i, 1)) ${numbers}`,
    );
    expect(counted.arguments[0]).toEqual({ ...nothingCounted, missing: rowCount });
  });

  it('leave NaN a missing value', async () => {
    const name = await database.load('float-matrix', { arguments: flagged });
    const counted = await database.countedBy(name, `SELECT count(${name}('nan'::DOUBLE, true, i, 1)) ${numbers}`);
    expect(counted.arguments[0]).toEqual({ ...nothingCounted, missing: rowCount });
  });

  it('work for text', async () => {
    const options: ArgumentOptions[] = [
      { input: 'f', type: 'INTEGER' },
      { input: 'd', type: 'INTEGER' },
      { input: 'l', type: 'INTEGER' },
      { input: 'i', type: 'INTEGER' },
      { input: 'b', type: 'BOOLEAN' },
      { input: 's', type: 'VARCHAR', presence: true, missing: { policy: 'value', value: '-' } },
    ];
    const name = await database.load('mixed-columns', { arguments: options });
    const sql = `SELECT ${name}(1, 1, 1, 1, true, CASE WHEN i % 2 = 0 THEN 'x' END, i % 4 = 1).s2 AS s ${numbers}`;
    const counted = await database.countedBy(name, `SELECT count(s) FROM (${sql})`);
    expect(counted.arguments[5]).toEqual({ ...nothingCounted, missing: 2_500, failed: 2_500 });
    expect(await database.rows(`SELECT s, count(*) AS n FROM (${sql}) GROUP BY s ORDER BY s`)).toEqual([
      { s: '-', n: 5_000n },
      { s: 'x', n: 5_000n },
    ]);
  });
});

/**
 * DuckDB may call a function of one varying argument once for each distinct value of a dictionary. It leaves out those
 * that return a STRUCT, as score functions do; a DuckDB that no longer does would make every count wrong.
 */
describe('few distinct values from a Parquet dictionary', () => {
  const text: ArgumentOptions[] = [
    ...(['f', 'd', 'l', 'i', 'b'] as const).map((input) => ({ input, type: 'INTEGER' })),
    { input: 's', type: 'VARCHAR', missing: { policy: 'value', value: 'none' } },
  ];

  it.each([
    ['as the only argument that varies', 's'],
    ['through another function', 'upper(s)'],
    ['through a cast', 's::VARCHAR'],
  ])('are counted by the row %s', async (_how, sql) => {
    const path = join(freshFolder(), 'few.parquet');
    await database.rows(
      `COPY (SELECT CASE i % 4 WHEN 0 THEN NULL ELSE 'word ' || i % 4 END AS s FROM range(50000) t(i))
       TO '${path}' (FORMAT parquet)`,
    );
    const name = await database.load('mixed-columns', { arguments: text });
    const counted = await database.countedBy(name, `SELECT count(${name}(1, 1, 1, 1, 1, ${sql}).s2) FROM '${path}'`);
    expect(counted.rows).toBe(50_000);
    expect(counted.arguments[5]).toEqual({ ...nothingCounted, missing: 12_500 });
  });

  it('are counted by the row for a number as the only argument', async () => {
    const path = join(freshFolder(), 'few.parquet');
    await database.rows(`COPY (SELECT i % 3 / 10 AS x FROM range(50000) t(i)) TO '${path}' (FORMAT parquet)`);
    const name = await database.load('width-not-declared', block('DOUBLE'));
    const counted = await database.countedBy(name, `SELECT count(${name}(x).y) FROM '${path}'`);
    expect(counted).toMatchObject({ rows: 50_000, arguments: [{ rounded: 33_333 }] });
  });
});

it('counts a failed statement only for vectors that were scored', async () => {
  const name = await database.load('int64-matrix', block('BIGINT', 'BIGINT', 'BIGINT'));
  const before = await database.counters(name);
  await expect(database.rows(`SELECT ${name}(CASE WHEN i < 9000 THEN i END, 1, i) ${numbers}`)).rejects.toThrow();
  const after = await database.counters(name);
  expect((after.rows - before.rows) % 2_048).toBe(0);
  expect(after.rows - before.rows).toBeLessThan(rowCount);
});

it('adds up over threads and counts batches', async () => {
  const name = await database.load('float-matrix');
  await database.rows(`SELECT sum(${name}(i % 7, 1, 1).y) FROM range(1000000) t(i)`);
  const counters = await database.counters(name);
  expect(counters.rows).toBe(1_000_000);
  expect(counters.batches).toBeGreaterThanOrEqual(Math.ceil(1_000_000 / 2_048));
  expect(counters.nanoseconds).toBeGreaterThan(0);
});
