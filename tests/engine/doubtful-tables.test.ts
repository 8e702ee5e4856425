/** What a table holds that another program would read otherwise is refused, told of, or written so that it can be read. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { CsvOptions, JobInput } from '../../contract/index.ts';
import { modelPath } from '../matrix/manifest.ts';
import { freshFolder } from './fresh-folder.ts';
import { fixtureModel } from './repository.ts';
import { faultOf, useEngine } from './scoring.ts';
import { useTables } from './use-tables.ts';

const engine = useEngine();
const tables = useTables();

/** A Parquet file whose third column has another name than the one it was written with, of the same length. */
async function renamed(select: string, from: string, to: string): Promise<string> {
  const path = join(freshFolder(), 't.parquet');
  await tables.write(select, path);
  writeFileSync(path, readFileSync(path).toString('latin1').replaceAll(from, to), 'latin1');
  return path;
}

it('a Parquet file whose names differ in case only is refused, since DuckDB would rename one of them', async () => {
  const path = await renamed('SELECT 1 AS Age, {k: 2, age: 3} AS nested, 4 AS agX, 5 AS b', 'agX', 'age');
  const fault = await faultOf(engine.methods.source.preview({ source: { paths: [path] }, rowLimit: 1 }));
  expect(fault).toMatchObject({
    code: 'SOURCE_MALFORMED',
    message: `"${path}" has columns "Age" and "age": expected names that differ in more than case.`,
  });
});

it('names with numbers at their end are fine, and so are equal names inside a struct', async () => {
  const path = join(freshFolder(), 't.parquet');
  await tables.write('SELECT 1 AS a, 2 AS a_1, {a: 1, b: {A: 2}} AS nested', path);
  const { source } = await engine.methods.source.preview({ source: { paths: [path] }, rowLimit: 1 });
  expect(source.columns.map(({ name }) => name)).toEqual(['a', 'a_1', 'nested']);
});

it.each([
  ['t.parquet', 'dest', true],
  ['t.csv', 'dest', false],
  ['t.parquet', 'code', false],
])(
  'into %s, text fed by the column %s is told of where its values are written anew: %s',
  async (out, column, isTold) => {
    const folder = freshFolder();
    writeFileSync(join(folder, 'in.csv'), 'dest,code\n5.50,AB\n1E5,CD\n');
    const job: JobInput = {
      source: { paths: [join(folder, 'in.csv')] },
      models: [{ path: modelPath('type-string') }],
      bind: [{ input: 'dest', columns: [column] }],
      destination: { path: join(folder, out) },
    };
    const { warnings } = await engine.score(job);
    const warning = `Column "dest" feeds text to "dest" of model "type-string" and was read as DOUBLE: values are written anew (5.50 as 5.5, TRUE as true). Pass --type 'dest=VARCHAR' to feed them as they stand in the file.`;
    expect(warnings.filter((one) => one.includes('feeds text'))).toEqual(isTold ? [warning] : []);
    const asText = { ...job.source, types: { dest: 'VARCHAR' } };
    const again = await engine.score({ ...job, source: asText, destination: { ...job.destination, overwrite: true } });
    expect(again.warnings.filter((one) => one.includes('feeds text'))).toEqual([]);
  },
);

it.each(['[{"a": 1}, {"a": 2}]\n', '\n  [\n  {"a": 1}\n]\n'])('a JSON array is no NDJSON: %j', async (text) => {
  const path = join(freshFolder(), 't.ndjson');
  writeFileSync(path, text);
  const fault = await faultOf(engine.methods.source.preview({ source: { paths: [path] }, rowLimit: 1 }));
  expect(fault).toMatchObject({
    code: 'SOURCE_MALFORMED',
    message: `"${path}" is a JSON array: expected an object on each line (NDJSON).`,
    hint: "Write its objects one to a line, for example with jq -c '.[]' FILE > NEW.ndjson.",
  });
});

const datesOf = (text: string, csv: CsvOptions = {}) => {
  const path = join(freshFolder(), 't.csv');
  writeFileSync(path, text);
  return engine.methods.source.preview({ source: { paths: [path], csv }, rowLimit: 2 });
};

it('tells of dates that may have day and month the other way round, and how to say which', async () => {
  const { source } = await datesOf('id,sold\n1,01/02/2024\n2,\n3,12/11/2024\n');
  expect(source.warnings).toEqual([
    {
      message:
        'Column "sold" is read as dates with the day first, as in "01/02/2024", and every date that was looked at could have the month first as well.',
      hint: 'Pass --date-format %m/%d/%Y if the month comes first, or --date-format %d/%m/%Y if the day does.',
      windowHint:
        'In the options of the file, say how dates are written: %m/%d/%Y if the month comes first, %d/%m/%Y if the day does.',
      columns: ['sold'],
      suggestion: { dateFormat: '%m/%d/%Y' },
    },
  ]);
});

it.each([
  ['a day that is no month', 'id,sold\n1,01/02/2024\n2,13/11/2024\n', {}],
  ['a day that is no month in another column', 'id,sold,paid\n1,01/02/2024,25/02/2024\n', {}],
  ['the year first', 'id,sold\n1,2024-01-02\n2,2024-11-12\n', {}],
  ['points', 'id,sold\n1,01.02.2024\n2,12.11.2024\n', {}],
  ['a format that was said', 'id,sold\n1,01/02/2024\n2,12/11/2024\n', { dateFormat: '%d/%m/%Y' }],
  ['no dates', 'id,sold\n1,a/b\n', {}],
])('tells nothing of dates with %s', async (_, text, csv) => {
  expect((await datesOf(text, csv)).source.warnings).toEqual([]);
});

it('writes lists with values that JSON does not have as nulls', async () => {
  const folder = freshFolder();
  const path = join(folder, 't.parquet');
  await tables.write(
    `SELECT 1 AS a, 2 AS b, 3 AS c, ['nan'::DOUBLE, 2.5] AS list, ['inf'::FLOAT, 1.5]::FLOAT[2] AS fixed, [[1.5, '-inf'::DOUBLE], NULL] AS lists`,
    path,
  );
  const out = join(folder, 'o.ndjson');
  await engine.score({
    source: { paths: [path] },
    models: [{ path: fixtureModel('float-matrix') }],
    features: ['a', 'b', 'c'],
    destination: { path: out },
  });
  expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({
    list: [null, 2.5],
    fixed: [null, 1.5],
    lists: [[1.5, null], null],
  });
});
