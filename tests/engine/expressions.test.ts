/** Expressions of the user's: what may be said, what is refused, and what an expression feeds to a model. */
import { describe, expect, it } from 'vitest';
import type { JobInput } from '../../contract/index.ts';
import { modes, useExpressionTable } from './expression-table.ts';
import { fixtureModel } from './repository.ts';
import { faultOf, useEngine } from './scoring.ts';
import { useTables } from './use-tables.ts';

const engine = useEngine();
const tables = useTables();
const { canary, sources, job, meaning } = useExpressionTable(tables);

const allowed = [
  'a > 10',
  'a BETWEEN 3 AND 7 OR b IN (0.5, 1.5)',
  'c IS NULL',
  'NOT flag',
  'flag',
  "word LIKE '%2'",
  "word = 'word 1' AND day >= '2013-11-10'",
  'coalesce(c, 0) > 2',
  'CASE WHEN a > 100 THEN true ELSE b = 0 END',
  "date_part('day', day) = 5",
  'EXTRACT(month FROM day) = 11',
  "day + INTERVAL '1 day' = DATE '2013-11-03'",
  'day < current_date',
  "strftime(day, '%d') = '07'",
  'abs(a - 100) < 3 AND a % 2 = 0',
  "a::VARCHAR = '12'",
  'TRY_CAST(word AS INTEGER) IS NULL',
  'greatest(a, 195) > 195',
  'len(word) = 6',
  'list_contains([1, 2, 3], a)',
  'len(list_filter([a, 5], x -> x > 10)) = 1',
  '"group" = 7',
  '"odd ""name" = 7',
  'A = 7',
  'a = 7 -- the seventh',
  'a /* any */ = 7',
  '9007199254740993 - a = 9007199254740992',
  'a = 1e1',
  "regexp_matches(word, '[13]$')",
  '(a, b) = (2, 1.0)',
  'word <> \'9007199254740993n\' AND word <> \'{"$double":"1.5"}\'',
  'b * 1e300 > 1e300',
  'a = -1e-300 OR a = 2.50',
  'true',
  "word || '!' = 'word 0!'",
  'b IS DISTINCT FROM c',
];

describe.each(modes)('of a %s table', (mode) => {
  it.each(allowed)('%s', async (where) => {
    const receipt = await engine.score(job(mode, { where }));
    expect(receipt.rows.written).toBe(await meaning(where));
  });
});

const refused = [
  'a',
  'NULL',
  'a = 0x10',
  'a = 1 AS b',
  'a = ANY([1, 2])',
  ' ',
  ';',
  'a > 1; SELECT 1',
  'a > 1) OR (true',
  'a > 1 LIMIT 1',
  'a > 1 ORDER BY a',
  'a, b',
  'DISTINCT a > 1',
  'a FROM range(3)',
  '*',
  'COLUMNS(*) > 1',
  '?',
  '$1 = a',
  '#1 = 2',
  '(SELECT true)',
  'EXISTS (SELECT 1)',
  'a IN (SELECT 1)',
  'a = (FROM range(1))',
  'sum(a) > 1',
  'count(*) > 0',
  'row_number() OVER () = 1',
  'lag(a) OVER (ORDER BY a) = 1',
  'random() > 0.5',
  'uuid() IS NULL',
  "nextval('s') = 1",
  "getenv('HOME') IS NULL",
  "current_setting('threads') > 0",
  "getvariable('x') IS NULL",
  'unnest([true, false])',
  "rowcast_load('x', 'y', '{}') IS NULL",
  "rowcast_inspect('/etc/passwd') IS NULL",
  'score_12345678(a) IS NULL',
  'no_such_function(a)',
  'main.abs(a) = 1 AND other.abs(a) = 1',
  'a >',
  "'open",
  '"open',
  '/* open',
  'CREATE TABLE x (a INTEGER)',
  "COPY (SELECT 1) TO 'x'",
  'PRAGMA version',
  'DEFAULT',
];

describe.each(modes)('is refused over a %s table', (mode) => {
  it.each(refused)('%j', async (where) => {
    expect((await faultOf(engine.plan(job(mode, { where })))).code).toBe('INVALID_EXPRESSION');
  });

  it.each(['read_text', 'read_blob', 'read_csv', 'read_parquet', 'glob', 'parquet_metadata', 'sniff_csv', 'read_json'])(
    '%s of a file',
    async (name) => {
      const where = `${name}('${canary}') IS NOT NULL`;
      expect((await faultOf(engine.plan(job(mode, { where })))).code).toBe('INVALID_EXPRESSION');
    },
  );

  it.each([
    ['aa > 1', 'The nearest column is "a".'],
    ['"Wort" = 1', 'The nearest column is "word".'],
    ['y > 1', ''],
    ['t.a > 1', ''],
  ])('%s names no column', async (where, hint) => {
    const fault = await faultOf(engine.plan(job(mode, { where })));
    expect(fault.code).toBe('COLUMN_NOT_FOUND');
    expect(fault.hint).toContain(hint);
  });

  it.each(['CAST(word AS INTEGER) = 1', "'neither true nor false'"])(
    '%s, whose values do not convert',
    async (where) => {
      const fault = await faultOf(engine.score(job(mode, { where })));
      expect(['VALUE_DOES_NOT_CONVERT', 'INVALID_EXPRESSION']).toContain(fault.code);
    },
  );
});

describe('an expression that feeds an input', () => {
  const feeds: Partial<JobInput> = {
    features: undefined,
    models: [{ path: fixtureModel('rewritten-names') }],
    bind: [
      { input: 'home_dest', sql: 'a * 2 + coalesce(c, 0.5)' },
      { input: '_2nd_class', sql: "CASE WHEN flag THEN 1 ELSE epoch(day) - epoch(DATE '2013-11-01') END" },
    ],
  };

  it.each(modes)('of a %s table gives the scores that DuckDB computes', async (mode) => {
    const base = job(mode, feeds);
    await engine.score({ ...base, keep: ['a'] });
    const from = mode === 'typed' ? 'read_parquet' : 'read_csv';
    const wrong = await tables.cell(
      `SELECT count(*) FROM ${from}('${base.destination.path}') o POSITIONAL JOIN '${sources.typed}' s
       WHERE o.y::FLOAT IS DISTINCT FROM
         ((s.a * 2 + coalesce(s.c, 0.5))::FLOAT - (CASE WHEN s.flag THEN 1 ELSE epoch(s.day) - epoch(DATE '2013-11-01') END)::FLOAT)::FLOAT`,
    );
    expect(wrong).toBe(0n);
  });

  it.each([
    ['INVALID_EXPRESSION', '(SELECT 1)'],
    ['INVALID_EXPRESSION', 'sum(a)'],
    ['COLUMN_NOT_FOUND', 'nothere + 1'],
    ['TYPE_MISMATCH', 'day'],
    ['TYPE_MISMATCH', '[a]'],
  ])('fails with %s for %s', async (code, sql) => {
    const base = job('typed', feeds);
    const bind = [{ input: 'home_dest', sql }, ...(feeds.bind ?? []).slice(1)];
    expect((await faultOf(engine.plan({ ...base, bind }))).code).toBe(code);
  });
});
