/** What NULL and NaN become: NaN, a value, or an error that names the argument. */
import { describe, expect, it } from 'vitest';
import { thrownBy, useExtension, type ArgumentOptions } from './database.ts';

const database = useExtension();

const weighted = (missing: ArgumentOptions['missing'], type = 'DOUBLE'): { arguments: ArgumentOptions[] } => ({
  arguments: [
    { input: 'x', type, label: 'Column "a"', ...(missing === undefined ? {} : { missing }) },
    { input: 'x', type },
    { input: 'x', type },
  ],
});

describe('a float input', () => {
  it.each<[string, ArgumentOptions['missing']]>([
    ['left to its default', undefined],
    ['of policy nan', { policy: 'nan' }],
  ])('makes NaN of a missing value when %s', async (_policy, missing) => {
    const name = await database.load('float-matrix', weighted(missing));
    expect(
      await database.rows(`SELECT isnan(${name}(a, 0, 0).y) AS n FROM (VALUES (1), (NULL), ('nan'::DOUBLE)) t(a)`),
    ).toEqual([{ n: false }, { n: true }, { n: true }]);
  });

  it('makes the value of a missing value', async () => {
    const name = await database.load('float-matrix', weighted({ policy: 'value', value: '-1.5' }));
    expect(
      await database.rows(`SELECT ${name}(a, 0, 0).y AS y FROM (VALUES (1), (NULL), ('nan'::DOUBLE)) t(a)`),
    ).toEqual([{ y: 1 }, { y: -1.5 }, { y: -1.5 }]);
  });

  it.each(['NULL', "'nan'::DOUBLE"])('fails for %s of policy error, and names the argument', async (missing) => {
    const name = await database.load('float-matrix', weighted({ policy: 'error' }));
    const sql = `SELECT ${name}(CASE WHEN i = 2500 THEN ${missing} ELSE i END, 0, 0).y FROM range(3000) t(i)`;
    const thrown = await thrownBy(database.rows(sql));
    expect(thrown).toMatchObject({ code: 'MISSING_VALUE', argument: 0 });
    expect(thrown.message).toContain('Column "a"');
  });
});

describe('an integer input', () => {
  it('fails for a missing value unless told otherwise', async () => {
    const name = await database.load('int64-matrix');
    const thrown = await thrownBy(database.rows(`SELECT ${name}(1, i, NULL) FROM range(2) t(i)`));
    expect(thrown).toMatchObject({ code: 'MISSING_VALUE', argument: 2 });
  });

  it('takes a value beyond 2^53 for missing ones', async () => {
    const name = await database.load(
      'int64-matrix',
      weighted({ policy: 'value', value: '9007199254740993' }, 'BIGINT'),
    );
    expect(await database.cell(`SELECT ${name}(NULL, i, 0).y_0 FROM range(1) t(i)`)).toBe(9_007_199_254_740_994n);
  });

  it.each([
    ['NOT_A_WHOLE_NUMBER', '1.5'],
    ['VALUE_OUT_OF_RANGE', '1e300'],
    ['VALUE_OUT_OF_RANGE', "'inf'::DOUBLE"],
    ['VALUE_OUT_OF_RANGE', '9223372036854775808'],
    ['MISSING_VALUE', "'nan'::DOUBLE"],
  ])('fails with %s for %s', async (code, sql) => {
    const name = await database.load('int64-matrix', weighted(undefined));
    const thrown = await thrownBy(database.rows(`SELECT ${name}(${sql}, i, 0) FROM range(1) t(i)`));
    expect(thrown).toMatchObject({ code, argument: 0 });
  });

  it('takes the ends of its range', async () => {
    const name = await database.load('int32-matrix', weighted(undefined));
    expect(await database.cell(`SELECT ${name}(2147483647, i, 0).y FROM range(1) t(i)`)).toBe(2_147_483_647);
    expect(await database.cell(`SELECT ${name}(-2147483648, i, 0).y FROM range(1) t(i)`)).toBe(-2_147_483_648);
    const beyond = database.rows(`SELECT ${name}(2147483648, i, 0) FROM range(1) t(i)`);
    expect((await thrownBy(beyond)).code).toBe('VALUE_OUT_OF_RANGE');
  });
});

describe('inputs of every type', () => {
  const fill = (input: string, type: string, value: string): ArgumentOptions => ({
    input,
    type,
    missing: { policy: 'value', value },
  });

  it.each(['mixed-columns', 'mixed-vectors'])('%s takes a stand-in for each', async (model) => {
    const name = await database.load(model, {
      arguments: [
        fill('f', 'FLOAT', '0.5'),
        fill('d', 'DOUBLE', '1e300'),
        fill('l', 'BIGINT', '-9007199254740993'),
        fill('i', 'INTEGER', '7'),
        fill('b', 'BOOLEAN', 'true'),
        fill('s', 'VARCHAR', 'it\'s "none" 🐎'),
      ],
    });
    const n = 'CASE WHEN i < 0 THEN 1 END';
    expect(
      await database.rows(
        `SELECT unnest(${name}(${n}, ${n}, ${n}, ${n}, ${n} = 1, ${n}::VARCHAR)) FROM range(3) t(i) LIMIT 1`,
      ),
    ).toEqual([{ f2: 1, d2: 2e300, l2: -18_014_398_509_481_986n, i2: 14, b2: false, s2: 'it\'s "none" 🐎' }]);
  });

  it('keeps every text as it is', async () => {
    const name = await database.load('mixed-columns');
    const texts = [
      '',
      ' ',
      'a',
      'twelve bytes',
      'thirteen byte',
      'žluťoučký kůň',
      '🐎🐎🐎🐎',
      'x'.repeat(5_000),
      'NULL',
      "o'hara",
    ];
    const values = texts.map((text) => `('${text.replaceAll("'", "''")}')`).join(', ');
    const found = await database.rows(`SELECT ${name}(1, 1, 1, 1, true, s).s2 AS s FROM (VALUES ${values}) t(s)`);
    expect(found.map((row) => row['s'])).toEqual(texts);
  });

  it('keeps a text with a NUL in it', async () => {
    const name = await database.load('mixed-columns');
    const sql = `SELECT (${name}(1, 1, 1, 1, true, s)).s2 = s FROM (SELECT 'a' || chr(0) || 'b' || i AS s FROM range(1) t(i))`;
    expect(await database.cell(sql)).toBe(true);
  });
});
