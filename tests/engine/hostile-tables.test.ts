/** Names and numbers that a table may hold, and that must not change what is scored. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SourceRequest, type JobInput } from '../../contract/index.ts';
import { freshFolder } from './fresh-folder.ts';
import { fixtureModel } from './repository.ts';
import { faultOf, useEngine } from './scoring.ts';
import { useTables } from './use-tables.ts';

const engine = useEngine();
const tables = useTables();
const model = fixtureModel('float-matrix');

function table(name: string, text: string): string {
  const path = join(freshFolder(), name);
  writeFileSync(path, text);
  return path;
}

async function scored(source: string, output: string, more: Partial<JobInput> = {}): Promise<string> {
  const path = join(freshFolder(), output);
  const features = ['a', 'b', 'c'];
  await engine.score({
    source: { paths: [source] },
    models: [{ path: model }],
    features,
    destination: { path },
    ...more,
  });
  return path;
}

describe('the name of a model', () => {
  it.each(['unnamed_subquery', '__rowcast_line', 'line', 'fields', 'a"b', 'y'])(
    'is no name inside the statement: %s',
    async (name) => {
      const models = [{ name, path: model }];
      const csv = table('t.csv', 'a,b,c\n1,2,3\n');
      const ndjson = table('t.ndjson', '{"a":1,"b":2,"c":3}\n');
      expect(readFileSync(await scored(csv, 'o.csv', { models }), 'utf8')).toBe('a,b,c,y\n1,2,3,321.0\n');
      expect(readFileSync(await scored(ndjson, 'o.ndjson', { models }), 'utf8')).toBe(
        '{"a":1,"b":2,"c":3,"y":321.0}\n',
      );
      const typed = await scored(csv, 'o.parquet', { models });
      expect(await tables.cell(`SELECT y FROM '${typed}'`)).toBe(321);
    },
  );
});

describe('a decimal comma', () => {
  it.each(['o.csv', 'o.parquet'])('makes a point no decimal point, into %s', async (output) => {
    const source = table('t.csv', 'a;b;c\n1.234;0;0,5\n');
    const fault = await faultOf(
      scored(source, output, { source: { paths: [source], csv: { decimalSeparator: ',' } } }),
    );
    expect(fault).toMatchObject({
      code: 'VALUE_DOES_NOT_CONVERT',
      hint: 'Pass --thousands . to read "1.234" as 1234.',
    });
  });
});

describe('a whole number of 64 bits', () => {
  const digits = '9007199254740993';
  const features = ['a', 'b', 'c'];
  const models = [{ path: fixtureModel('int64-matrix') }];

  it.each(['BIGINT', 'VARCHAR', 'DECIMAL(20, 0)'])('keeps its digits out of %s', async (type) => {
    const path = join(freshFolder(), 't.parquet');
    await tables.write(`SELECT CAST('${digits}' AS ${type}) AS a, 0 AS b, 0 AS c`, path);
    const output = await scored(path, 'o.parquet', { models, features });
    const plain = join(freshFolder(), 'p.parquet');
    await tables.write(`SELECT CAST('${digits}' AS BIGINT) AS a, 0 AS b, 0 AS c`, plain);
    const expected = await tables.cell(
      `SELECT list_value(*COLUMNS('^y'))::VARCHAR FROM '${await scored(plain, 'o.parquet', { models, features })}'`,
    );
    expect(await tables.cell(`SELECT list_value(*COLUMNS('^y'))::VARCHAR FROM '${output}'`)).toBe(expected);
  });
});

describe('NDJSON', () => {
  const rows = Array.from({ length: 30_000 }, (_, row) => `{"a":${row},"b":0,"c":0}`);

  it('keeps a key that only late lines have', async () => {
    const source = table('t.ndjson', [...rows, '{"a":1,"b":0,"c":0,"late":"x"}', ''].join('\n'));
    expect(await tables.cell(`SELECT count(late) FROM '${await scored(source, 'o.parquet')}'`)).toBe(1n);
  });

  it('refuses an output that a late line has a key of', async () => {
    const source = table('t.ndjson', [...rows, '{"a":1,"b":0,"c":0,"y":"mine"}', ''].join('\n'));
    expect((await faultOf(scored(source, 'o.ndjson'))).code).toBe('OUTPUT_CLASH');
  });
});

it('takes a feature that is said to be an expression', async () => {
  const source = table('t.csv', 'a,b,c\n1,2,3\n');
  const more = { features: ['a', 'twice', 'c'], bind: [{ input: 'twice', sql: 'b * 2' }] };
  expect(readFileSync(await scored(source, 'o.csv', more), 'utf8')).toBe('a,b,c,y\n1,2,3,341.0\n');
});

it('takes a model whose only column is folded away', async () => {
  const source = table('t.csv', `a,b,c\n${'1,2,3\n'.repeat(5000)}`);
  const bind = ['a', 'b', 'c'].map((input) => ({ input, sql: `CASE WHEN false THEN ${input} ELSE 1 END` }));
  expect(await tables.cell(`SELECT count(*) FROM '${await scored(source, 'o.parquet', { bind })}' WHERE y = 111`)).toBe(
    5000n,
  );
});

it('takes no type that is more than a type', () => {
  const type = "VARCHAR(9)) || (SELECT content FROM read_text('t')";
  expect(SourceRequest.safeParse({ paths: ['t.csv'], types: { a: type } }).success).toBe(false);
  expect(SourceRequest.safeParse({ paths: ['t.csv'], types: { a: 'DECIMAL(18, 3)' } }).success).toBe(true);
});
