/** One table in every format that can be read gives one set of scores, whatever its files are called. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { SourceRequest } from '../../contract/index.ts';
import { csvText } from './csv-text.ts';
import { freshFolder } from './fresh-folder.ts';
import { fixtureModel } from './repository.ts';
import { faultOf, useEngine } from './scoring.ts';
import { useTables } from './use-tables.ts';

const engine = useEngine();
const tables = useTables();

const header = ['id', 'a', 'b', 'c', 'note'];
const rows = Array.from({ length: 30 }, (_, row) => [`${row}`, `${row}.5`, `${-row}`, '', `note ${row}`]);
const scores = rows.map((_, row) => Math.fround(row + 0.5 - 10 * row));
const ndjson = rows.map(([id, a, b, , note]) => `{"id":${id},"a":${a},"b":${b},"c":0,"note":"${note}"}\n`).join('');

/** The scores of y = a + 10 b + 100 c, with 0 for a missing c. */
async function scoresOf(
  source: Omit<SourceRequest, 'csv' | 'types'> & { csv?: object; types?: Record<string, string> },
) {
  const path = join(freshFolder(), 'scored.parquet');
  await engine.score({
    source,
    models: [{ path: fixtureModel('float-matrix') }],
    features: ['a', 'b', 'c'],
    missing: [{ input: 'x', missing: { policy: 'value', value: '0' } }],
    destination: { path },
  });
  return tables.columns(`SELECT id::VARCHAR AS id, y FROM '${path}'`);
}

const files: [string, string | Buffer][] = [
  ['table.csv', csvText([header, ...rows])],
  ['TABLE.CSV', csvText([header, ...rows])],
  ['table.txt', csvText([header, ...rows])],
  ['table.tsv', csvText([header, ...rows], { delimiter: '\t', newline: '\n' })],
  ['table.csv.gz', gzipSync(csvText([header, ...rows]))],
  ['table.tsv.gz', gzipSync(csvText([header, ...rows], { delimiter: '\t', newline: '\n' }))],
  ['table.ndjson', ndjson],
  ['table.jsonl', ndjson],
  ['table.ndjson.gz', gzipSync(ndjson)],
  ['dots.in.name.csv', csvText([header, ...rows])],
  ['semicolons.csv', csvText([header, ...rows], { delimiter: ';', newline: '\n' })],
  ['pipes.csv', csvText([header, ...rows], { delimiter: '|', newline: '\n' })],
  ['windows.csv', csvText([header, ...rows], { delimiter: ',', newline: '\r\n' })],
  ['bom.csv', `\ufeff${csvText([header, ...rows])}`],
  ['no-newline-at-its-end.csv', csvText([header, ...rows]).trimEnd()],
  ['quoted.csv', csvText([header, ...rows], { delimiter: ',', newline: '\n' }, true)],
  ['it\'s a "name" — ž.csv', csvText([header, ...rows])],
  ['spaced  name.csv', csvText([header, ...rows])],
];

describe('a table by its name', () => {
  it.each(files)('%s', async (name, content) => {
    const path = join(freshFolder(), name);
    writeFileSync(path, content);
    expect(await scoresOf({ paths: [path] })).toEqual({ id: rows.map(([id]) => id), y: scores });
  });

  it.each(['table.parquet', 'table.pq'])('%s', async (name) => {
    const folder = freshFolder();
    writeFileSync(join(folder, 'table.csv'), csvText([header, ...rows]));
    await tables.write(`FROM read_csv('${folder}/table.csv', types = {c: DOUBLE})`, join(folder, name));
    expect(await scoresOf({ paths: [join(folder, name)] })).toEqual({ id: rows.map(([id]) => id), y: scores });
  });

  it('of which nothing is known, when the format is said', async () => {
    const path = join(freshFolder(), 'export.dat');
    writeFileSync(path, csvText([header, ...rows]));
    expect((await faultOf(scoresOf({ paths: [path] }))).code).toBe('SOURCE_FORMAT_UNKNOWN');
    expect((await scoresOf({ paths: [path], format: 'csv' }))['y']).toEqual(scores);
  });

  it.each(['what [is] this.csv', 'a{b}.csv', 'star*.csv', 'question?.csv'])('%s, which is no glob', async (name) => {
    const path = join(freshFolder(), name);
    writeFileSync(path, csvText([header, ...rows]));
    expect((await scoresOf({ paths: [path] }))['y']).toEqual(scores);
  });
});

it('a column of NDJSON that is always null is a missing value', async () => {
  const path = join(freshFolder(), 'table.ndjson');
  writeFileSync(path, '{"id":1,"a":1,"b":2,"c":null}\n');
  expect((await scoresOf({ paths: [path] }))['y']).toEqual([21]);
});

describe('several files', () => {
  it('are read in the order of their names for a glob, and in the order given otherwise', async () => {
    const folder = freshFolder();
    const part = (from: number, to: number) => csvText([header, ...rows.slice(from, to)]);
    writeFileSync(join(folder, 'part-2.csv'), part(10, 20));
    writeFileSync(join(folder, 'part-10.csv'), part(0, 10));
    writeFileSync(join(folder, 'part-3.csv'), part(20, 30));
    const ids = async (paths: string[]) => (await scoresOf({ paths }))['id'];
    expect(await ids([join(folder, 'part-*.csv')])).toEqual(rows.map(([id]) => id));
    expect((await ids([join(folder, 'part-3.csv'), join(folder, 'part-2.csv')]))?.slice(9, 11)).toEqual(['29', '10']);
  });

  it('are read once where they are named twice', async () => {
    const folder = freshFolder();
    writeFileSync(join(folder, 'a.csv'), csvText([header, ...rows]));
    expect((await scoresOf({ paths: [join(folder, 'a.csv'), join(folder, '*.csv')] }))['id']).toHaveLength(30);
  });

  it('are read with the dialect of the first, or refused', async () => {
    const folder = freshFolder();
    writeFileSync(join(folder, '1.csv'), csvText([header, ...rows]));
    writeFileSync(join(folder, '2.csv'), csvText([header, ...rows], { delimiter: ';', newline: '\n' }));
    const found = await scoresOf({ paths: [join(folder, '*.csv')] }).catch((error: unknown) => error);
    if (found instanceof Error)
      expect(found).toMatchObject({ code: expect.stringMatching(/^SOURCE_|^VALUE_/) as string });
    else expect(found).toMatchObject({ y: [...scores, ...scores] });
  });

  it('must have the same columns in the same order', async () => {
    const folder = freshFolder();
    writeFileSync(join(folder, '1.csv'), csvText([header, ...rows]));
    writeFileSync(join(folder, '2.csv'), csvText([['id', 'b', 'a', 'c', 'note'], ...rows]));
    const fault = await faultOf(scoresOf({ paths: [join(folder, '*.csv')] }));
    expect(fault.code).toBe('SOURCE_COLUMNS_DIFFER');
    expect(fault.message).toContain('"b" as column 2');
  });

  it('of Parquet must have the same columns in the same order', async () => {
    const folder = freshFolder();
    await tables.write('SELECT 1 AS id, 1.5 AS a, 2 AS b, 3 AS c', join(folder, '1.parquet'));
    await tables.write('SELECT 1 AS id, 2 AS b, 1.5 AS a, 3 AS c', join(folder, '2.parquet'));
    expect((await faultOf(scoresOf({ paths: [join(folder, '*.parquet')] }))).code).toBe('SOURCE_COLUMNS_DIFFER');
  });

  it('of Parquet that differ in a type keep their values', async () => {
    const folder = freshFolder();
    await tables.write("SELECT '1' AS id, 1::INTEGER AS a, 2 AS b, 3 AS c", join(folder, '1.parquet'));
    await tables.write("SELECT '2' AS id, 1.5::DOUBLE AS a, 2 AS b, 3 AS c", join(folder, '2.parquet'));
    expect(await scoresOf({ paths: [join(folder, '*.parquet')] })).toEqual({ id: ['1', '2'], y: [321, 321.5] });
  });

  it.each([
    ['csv', 'id,a,b,c\n1,1,2,3\n', 'id,a,b,c\n2,1.5,2,3\n'],
    ['ndjson', '{"id":1,"a":1,"b":2,"c":3}\n', '{"id":2,"a":1.5,"b":2,"c":3}\n'],
  ])('of %s that differ in a type keep their values', async (extension, first, second) => {
    const folder = freshFolder();
    writeFileSync(join(folder, `1.${extension}`), first);
    writeFileSync(join(folder, `2.${extension}`), second);
    expect((await scoresOf({ paths: [join(folder, `*.${extension}`)] }))['y']).toEqual([321, 321.5]);
  });

  it('of CSV whose later file has text where the first has numbers are refused or kept', async () => {
    const folder = freshFolder();
    writeFileSync(join(folder, '1.csv'), csvText([header, ...rows]));
    writeFileSync(join(folder, '2.csv'), csvText([header, ['x7', '1', '1', '', 'n']]));
    const fault = await faultOf(scoresOf({ paths: [join(folder, '*.csv')] }));
    expect(fault.code).toBe('VALUE_DOES_NOT_CONVERT');
    expect((await scoresOf({ paths: [join(folder, '*.csv')], types: { id: 'VARCHAR' } }))['id']).toHaveLength(31);
  });
});
