/** Every format that is written can be read again, by DuckDB alone and by Rowcast, with equal values. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import type { JobInput } from '../../contract/index.ts';
import { csvText } from './csv-text.ts';
import { freshFolder } from './fresh-folder.ts';
import { fixtureModel } from './repository.ts';
import { faultOf, useEngine } from './scoring.ts';
import { useTables } from './use-tables.ts';

const engine = useEngine();
const tables = useTables();

const model = { path: fixtureModel('float-matrix') };
const header = ['id', 'a', 'b', 'c', 'note'];
const rows = Array.from({ length: 5_000 }, (_, row) => [
  String(row).padStart(6, '0'),
  row % 10 === 0 ? '' : `${row / 8}`,
  '1',
  '0',
  row % 7 === 0 ? '' : `note, "${row}"\nž`,
]);

const readers: Record<string, (path: string) => string> = {
  csv: (path) => `read_csv('${path}')`,
  'csv.gz': (path) => `read_csv('${path}')`,
  tsv: (path) => `read_csv('${path}')`,
  'tsv.gz': (path) => `read_csv('${path}')`,
  txt: (path) => `read_csv('${path}')`,
  parquet: (path) => `read_parquet('${path}')`,
  pq: (path) => `read_parquet('${path}')`,
  ndjson: (path) => `read_ndjson('${path}')`,
  jsonl: (path) => `read_ndjson('${path}')`,
  'ndjson.gz': (path) => `read_ndjson('${path}', compression = 'gzip')`,
};

const job = (source: string, path: string, more: Partial<JobInput> = {}): JobInput => ({
  source: { paths: [source], types: source.endsWith('.parquet') ? {} : { id: 'VARCHAR' } },
  models: [model],
  features: ['a', 'b', 'c'],
  missing: [{ input: 'x', missing: { policy: 'value', value: '-1' } }],
  destination: { path },
  ...more,
});

function csvSource(folder: string): string {
  const path = join(folder, 'source.csv');
  writeFileSync(path, csvText([header, ...rows]));
  return path;
}

const expectedScores = rows.map(([, a]) => (a === '' ? 9 : Number(a) + 10));

describe('a table that is written', () => {
  it.each(Object.keys(readers))('as %s is read again with equal values', async (extension) => {
    const folder = freshFolder();
    const path = join(folder, `out.${extension}`);
    const receipt = await engine.score(job(csvSource(folder), path));
    expect(receipt.output.bytes).toBe(readFileSync(path).length);
    const found = await tables.columns(
      `SELECT id::VARCHAR AS id, a::DOUBLE AS a, note, y::FLOAT AS y FROM ${readers[extension]?.(path)}`,
    );
    // DuckDB by itself takes identifiers for numbers; that the zeros stand in the file is tested elsewhere.
    expect(found['id']?.map(Number)).toEqual(rows.map((_, row) => row));
    expect(found['a']).toEqual(rows.map(([, a]) => (a === '' ? null : Number(a))));
    expect(found['note']?.map((note) => note ?? '')).toEqual(rows.map((row) => row[4]));
    expect(found['y']).toEqual(expectedScores);
  });

  it.each(['csv', 'csv.gz', 'tsv', 'parquet', 'ndjson'])(
    'as %s is scored again to the same scores',
    async (extension) => {
      const folder = freshFolder();
      const first = join(folder, `first.${extension}`);
      await engine.score(job(csvSource(folder), first));
      const second = join(folder, 'second.parquet');
      await engine.score(job(first, second, { prefix: 'again_' }));
      const wrong = `SELECT count(*) FROM '${second}' WHERE y::FLOAT IS DISTINCT FROM again_y`;
      expect(await tables.cell(wrong)).toBe(0n);
      expect(await tables.cell(`SELECT count(*) FROM '${second}'`)).toBe(BigInt(rows.length));
    },
  );

  it('keeps the zeros of identifiers in text', async () => {
    const folder = freshFolder();
    for (const extension of ['csv', 'tsv']) {
      const path = join(folder, `out.${extension}`);
      await engine.score(job(csvSource(folder), path));
      expect(readFileSync(path, 'utf8')).toMatch(/\n000001[,\t]/);
    }
  });
});

it('holds lists as Arrow has them', async () => {
  const folder = freshFolder();
  const [table, path] = [join(folder, 't.parquet'), join(folder, 'out.arrow')];
  await tables.write(
    `SELECT 1.0 AS a, 2.0 AS b, r::DOUBLE AS c,
            CASE r % 3 WHEN 0 THEN NULL WHEN 1 THEN [] ELSE [r, NULL, 3] END::INTEGER[] AS whole,
            [r, r + 0.5]::FLOAT[2] AS pair, [['x', NULL], [r::VARCHAR]] AS texts, [1.5::DECIMAL(4, 2)] AS exact
     FROM range(5000) t(r)`,
    table,
  );
  await engine.score(job(table, path));
  const found = tableFromIPC(readFileSync(path));
  const types = found.schema.fields.map((field) => `${field.name} ${String(field.type)}`);
  expect(types).toEqual([
    'a Utf8',
    'b Utf8',
    'c Float64',
    'whole List<Int32>',
    'pair List<Float32>',
    'texts List<List<Utf8>>',
    'exact Utf8',
    'y Float32',
  ]);
  const row = (at: number): unknown => JSON.parse(JSON.stringify(found.get(at)));
  expect([row(0), row(1), row(4999)]).toMatchObject([
    { whole: null, pair: [0, 0.5], texts: [['x', null], ['0']], exact: '[1.50]' },
    { whole: [], pair: [1, 1.5], texts: [['x', null], ['1']] },
    { whole: [], pair: [4999, 4999.5], texts: [['x', null], ['4999']] },
  ]);
  expect(row(4997)).toMatchObject({ whole: [4997, null, 3] });
});

describe('a table without rows', () => {
  const empty = (folder: string): string => {
    const path = join(folder, 'empty.csv');
    writeFileSync(path, 'a,b,c,note\n');
    return path;
  };

  it('as Arrow has its columns, with their types', async () => {
    const folder = freshFolder();
    const path = join(folder, 'out.arrow');
    const types = { a: 'DOUBLE', b: 'BIGINT', c: 'INTEGER', note: 'VARCHAR' };
    const receipt = await engine.score(job(empty(folder), path, { source: { paths: [empty(folder)], types } }));
    expect(receipt.rows).toEqual({ read: 0, written: 0, rejected: 0 });
    expect(receipt.warnings).toHaveLength(1);
    const table = tableFromIPC(readFileSync(path));
    expect(table.numRows).toBe(0);
    expect(table.schema.fields.map((field) => `${field.name} ${String(field.type)}`)).toEqual([
      'a Float64',
      'b Int64',
      'c Int32',
      'note Utf8',
      'y Float32',
    ]);
  });

  it.each(['csv', 'csv.gz', 'tsv', 'parquet', 'ndjson', 'arrow'])('can be written as %s', async (extension) => {
    const folder = freshFolder();
    const path = join(folder, `out.${extension}`);
    const source = { paths: [empty(folder)], types: { a: 'DOUBLE', b: 'DOUBLE', c: 'DOUBLE' } };
    const receipt = await engine.score(job(empty(folder), path, { source }));
    expect(receipt.rows).toEqual({ read: 0, written: 0, rejected: 0 });
    if (extension === 'csv') expect(readFileSync(path, 'utf8')).toBe('a,b,c,note,y\n');
    if (extension === 'parquet')
      expect(Object.keys(await tables.types(`'${path}'`))).toEqual(['a', 'b', 'c', 'note', 'y']);
  });

  it('is what a filter leaves that lets nothing through', async () => {
    const folder = freshFolder();
    const path = join(folder, 'out.parquet');
    const receipt = await engine.score(job(csvSource(folder), path, { where: 'a < -5' }));
    expect(receipt.rows).toEqual({ read: 0, written: 0, rejected: 0 });
    expect(await tables.cell(`SELECT count(*) FROM '${path}'`)).toBe(0n);
  });
});

describe('columns', () => {
  it('are those that were asked for, in that order, and then the scores', async () => {
    const folder = freshFolder();
    const path = join(folder, 'out.csv');
    const receipt = await engine.score(job(csvSource(folder), path, { keep: ['note', 'id'], prefix: 'p_' }));
    expect(receipt.output.columns).toEqual(['note', 'id', 'p_y']);
    expect(readFileSync(path, 'utf8').slice(0, 12)).toBe('note,id,p_y\n');
  });

  it.each([
    ['OUTPUT_CLASH', { keep: 'all', prefix: 'A'.toLowerCase() }, 'ay,b,c'],
    ['OUTPUT_CLASH', {}, 'Y,b,c'],
    ['COLUMN_NOT_FOUND', { keep: ['nothere'] }, 'a,b,c'],
  ] satisfies [string, Partial<JobInput>, string][])('%s for %j of a table %s', async (code, more, names) => {
    const folder = freshFolder();
    const source = join(folder, 'source.csv');
    writeFileSync(source, `${names}\n1,2,3\n`);
    const features = names.split(',');
    const scored = engine.score(
      job(source, join(folder, 'out.csv'), { source: { paths: [source] }, features, ...more }),
    );
    expect((await faultOf(scored)).code).toBe(code);
  });

  it('of two models have their names in front, and a column of the same name as a model stays', async () => {
    const folder = freshFolder();
    const source = join(folder, 'source.csv');
    writeFileSync(source, 'a,b,c,first,second\n1,2,3,x,y\n');
    const path = join(folder, 'out.csv');
    const models = [
      { ...model, name: 'first' },
      { path: fixtureModel('weights-listed-as-input'), name: 'second' },
    ];
    await engine.score(job(source, path, { source: { paths: [source] }, models }));
    expect(readFileSync(path, 'utf8')).toBe('a,b,c,first,second,first_y,second_y\n1,2,3,x,y,321.0,321.0\n');
  });
});
