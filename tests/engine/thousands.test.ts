/** Numbers whose thousands are parted: read so where it is said, and warned of where it is not. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CsvOptions, JobInput, SourceWarning } from '../../contract/index.ts';
import { freshFolder } from './fresh-folder.ts';
import { fixtureModel } from './repository.ts';
import { faultOf, useEngine } from './scoring.ts';
import { useTables } from './use-tables.ts';

const engine = useEngine();
const tables = useTables();

function write(text: string, name = 'table.csv'): string {
  const path = join(freshFolder(), name);
  writeFileSync(path, text);
  return path;
}

async function look(path: string, csv: CsvOptions = {}, types: Record<string, string> = {}) {
  const source = { paths: [path], format: undefined, csv, types };
  return engine.methods.source.preview({ source, rowLimit: 10 });
}

async function warningsOf(text: string, csv: CsvOptions = {}, name = 'table.csv'): Promise<SourceWarning[]> {
  return (await look(write(text, name), csv)).source.warnings;
}

function job(path: string, csv: CsvOptions, output: string): JobInput {
  return {
    source: { paths: [path], csv },
    models: [{ path: fixtureModel('float-matrix') }],
    features: ['a', 'b', 'c'],
    destination: { path: join(freshFolder(), output) },
  };
}

describe('parted thousands that were not said', () => {
  it('are warned of beside decimal commas', async () => {
    expect(await warningsOf('id;price;rate\n1;1.400;12,5\n2;900;13,25\n')).toEqual([
      {
        message:
          'Column "price" is read with decimal points: "1.400" as 1.4. Column "rate" has decimal commas: "12,5". The points most likely part thousands.',
        hint: 'Pass --decimal , --thousands . to read them as numbers, "1.400" as 1400, or --decimal . to leave all as it is.',
        windowHint: 'In the options of the file, choose the comma for decimals and the point for thousands.',
        columns: ['price', 'rate'],
        suggestion: { decimalSeparator: ',', thousandsSeparator: '.' },
      },
    ]);
  });

  it('are warned of where every point has three digits after it', async () => {
    expect(await warningsOf('id\tprice\n1\t1.400\n2\t900\n', {}, 'table.tsv')).toEqual([
      {
        message:
          'Column "price" is read with decimal points: "1.400" as 1.4. Each point has three digits after it, so it may part thousands.',
        hint: 'Pass --thousands . if "1.400" means 1400, or --decimal . if the points begin fractions.',
        windowHint: 'In the options of the file, choose the point for thousands if "1.400" means 1400.',
        columns: ['price'],
        suggestion: { decimalSeparator: ',', thousandsSeparator: '.' },
      },
    ]);
  });

  it('are warned of where the decimal comma is said', async () => {
    expect(await warningsOf('price;rate\n1.400,5;12,5\n900;3\n', { decimalSeparator: ',' })).toMatchObject([
      {
        message: 'Column "price" is read as text: "1.400,5".',
        hint: 'Pass --thousands . if the points part thousands.',
      },
    ]);
  });

  it('decimal commas alone are told of, since they are read as text', async () => {
    expect(await warningsOf('id;rate\n1;12,5\n2;3\n')).toMatchObject([
      {
        message: 'Column "rate" has decimal commas: "12,5".',
        hint: 'Pass --decimal , to read them as numbers, or --decimal . to leave all as it is.',
        suggestion: { decimalSeparator: ',' },
      },
    ]);
  });

  it('are warned of where they come first after many rows', async () => {
    const small = Array.from({ length: 5_000 }, (_, row) => `${row % 1000};x\n`).join('');
    expect(await warningsOf(`a;b\n${small}1.400;x\n`)).toMatchObject([{ columns: ['a'] }]);
    expect(await warningsOf(`a;b\n${small}1.400;x\n2.50;x\n`)).toEqual([]);
  });

  it.each([
    ['points that can only begin fractions', 'a;b\n1.400;3.14\n2.500;2.5\n', {}],
    ['a fraction below one', 'a\t b\n0.125\t1\n1.250\t2\n', {}],
    ['a column in which one has two digits', 'a;b\n1.40;x\n1.400;y\n', {}],
    ['commas between fields', 'a,b\n1.400,1\n2.500,2\n', {}],
    ['the point said to begin fractions', 'a;b\n1.400;12,5\n', { decimalSeparator: '.' }],
    ['thousands said', 'a;b\n1.400;12,5\n', { thousandsSeparator: '.' }],
    ['dates', 'a;b\n01.02.2024;1\n03.04.2024;2\n', {}],
  ] as const)('nothing is said of %s', async (_, text, csv) => {
    expect(await warningsOf(text, csv)).toEqual([]);
  });

  it('nothing is said of a column whose type is given', async () => {
    const path = write('a;b\n1.400;1\n900;2\n');
    expect((await look(path)).source.warnings).toHaveLength(1);
    expect((await look(path, {}, { a: 'DOUBLE' })).source.warnings).toEqual([]);
  });

  it('stand in the plan and the receipt, and change no score', async () => {
    const scoring = job(write('a;b;c\n1.400;0;0\n'), {}, 'out.csv');
    const plan = await engine.plan(scoring);
    const receipt = await engine.score(scoring);
    expect(receipt.warnings).toEqual(plan.source.warnings.map(({ message }) => message));
    expect(receipt.warnings).toHaveLength(1);
    expect(readFileSync(scoring.destination.path, 'utf8')).toBe('a;b;c;y\n1.400;0;0;1.4\n');
  });
});

describe('parted thousands that were said', () => {
  it.each([
    ['.', 'n;price;text\n1.234.567;1.400,5;1.2\n-1.000;900;x\n', ['1234567', '-1000'], [1400.5, 900]],
    [',', 'n;price;text\n1,234,567;1,400.5;1,2\n-1,000;900;x\n', ['1234567', '-1000'], [1400.5, 900]],
    [' ', 'n;price;text\n1 234 567;1\u202f400.5;1 2\n-1\u00a0000;900;x\n', ['1234567', '-1000'], [1400.5, 900]],
    ["'", "n;price;text\n1'234'567;1\u2019400.5;1'2\n-1'000;900;x\n", ['1234567', '-1000'], [1400.5, 900]],
  ] as const)('by %j are numbers', async (thousandsSeparator, text, whole, fractions) => {
    const preview = await look(write(text), { delimiter: ';', thousandsSeparator });
    expect(preview.columns.map(({ type }) => type)).toEqual(['BIGINT', 'DOUBLE', 'VARCHAR']);
    expect(preview.firstRows.map((row) => row[0])).toEqual(whole);
    expect(preview.firstRows.map((row) => Number(row[1]))).toEqual(fractions);
  });

  it.each(['out.csv', 'out.parquet'])('are scored alike into %s', async (output) => {
    const scoring = job(write('a;b;c\n1.400;0;0,5\n12;1.000;3\n'), { thousandsSeparator: '.' }, output);
    await engine.score(scoring);
    if (output === 'out.csv') {
      expect(readFileSync(scoring.destination.path, 'utf8')).toBe('a;b;c;y\n1.400;0;0,5;1450,0\n12;1.000;3;10312,0\n');
    } else {
      expect((await tables.columns(`SELECT y FROM '${scoring.destination.path}'`))['y']).toEqual([1450, 10312]);
    }
  });

  it.each(['out.csv', 'out.parquet'])('make no number of a point elsewhere, into %s', async (output) => {
    const rows = Array.from({ length: 30_000 }, () => '1.400;0;0\n').join('');
    const scoring = job(write(`a;b;c\n${rows}1.5;0;0\n`), { thousandsSeparator: '.' }, output);
    expect(await faultOf(engine.score(scoring))).toMatchObject({
      code: 'VALUE_DOES_NOT_CONVERT',
      message: expect.stringContaining('first in row 30,001: "1.5"') as string,
      hint: 'The point has three digits after it where it parts thousands. Repair the number in the file, or leave out --thousands.',
    });
  });

  it('leave dates alone', async () => {
    const preview = await look(write('day;a\n24.12.2013;1.400\n01.02.2014;3\n'), {
      thousandsSeparator: '.',
      dateFormat: '%d.%m.%Y',
    });
    expect(preview.columns.map(({ type }) => type)).toEqual(['DATE', 'BIGINT']);
  });

  it('cannot begin fractions too', async () => {
    const asked = look(write('a;b\n1;2\n'), { thousandsSeparator: ',', decimalSeparator: ',' });
    expect(await faultOf(asked)).toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: 'The comma is said to part thousands and to begin fractions: expected one of the two.',
      hint: 'Pass --decimal . with --thousands ,.',
      windowHint: 'Choose the point for decimals, or another mark for thousands.',
    });
  });
});

describe('a number that does not convert names the option that reads it', () => {
  it.each([
    ['12,5', {}, 'Pass --decimal , if the comma is the decimal separator.'],
    ['1.400', { decimalSeparator: ',' }, 'Pass --thousands . to read "1.400" as 1400.'],
    ['1.234.567', {}, 'Pass --thousands . to read "1.234.567" as 1234567.'],
    ['1.400,5', {}, 'Pass --thousands . to read "1.400,5" as 1400.5.'],
    ['1,400', {}, 'Pass --thousands , if "1,400" means 1400, or --decimal , if it means 1.400.'],
    ['1,234,567.5', {}, 'Pass --thousands , to read "1,234,567.5" as 1234567.5.'],
    ["1'400", {}, 'Pass --thousands "\'" to read "1\'400" as 1400.'],
    ['1 400,5', {}, 'Pass --thousands " " --decimal , to read "1 400,5" as 1400.5.'],
    [
      '1.5',
      { decimalSeparator: ',' },
      'With --decimal , a point has no place in a number. Repair it in the file, or leave out --decimal if the point begins fractions.',
    ],
  ] as const)('%s', async (text, csv, hint) => {
    const scoring = job(write(`a;b;c\n${text};0;0\n`), { delimiter: ';', ...csv }, 'out.csv');
    expect(await faultOf(engine.score(scoring))).toMatchObject({ code: 'VALUE_DOES_NOT_CONVERT', hint });
  });

  it.each([
    ['12%', "regexp_replace(a, '[^0-9.,+-]', '', 'g')", '12.0'],
    ['$12.50', "regexp_replace(a, '[^0-9.,+-]', '', 'g')", '12.5'],
    ['$1,200.00', "replace(regexp_replace(a, '[^0-9.,+-]', '', 'g'), ',', '')", '1200.0'],
    ['-1.200,50 €', "replace(replace(regexp_replace(a, '[^0-9.,+-]', '', 'g'), '.', ''), ',', '.')", '-1200.5'],
    ['1 200,50 EUR', "replace(regexp_replace(a, '[^0-9.,+-]', '', 'g'), ',', '.')", '1200.5'],
  ])('or the expression that does, with a unit: %s', async (text, sql, score) => {
    const scoring = job(write(`a;b;c\n${text};0;0\n`), { delimiter: ';' }, 'out.csv');
    expect(await faultOf(engine.score(scoring))).toMatchObject({
      code: 'VALUE_DOES_NOT_CONVERT',
      hint: `Bind an expression that reads such numbers: --bind "a:=${sql}".`,
      windowHint: `Write an expression that reads such numbers: ${sql}.`,
    });
    await engine.score({ ...scoring, bind: [{ input: 'a', sql }] });
    expect(readFileSync(scoring.destination.path, 'utf8')).toBe(`a;b;c;y\n${text};0;0;${score}\n`);
  });

  it('or the expression that does, where the file is no CSV', async () => {
    const path = join(freshFolder(), 't.parquet');
    await tables.write(`SELECT '1.400,5' AS a, 0 AS b, 0 AS c`, path);
    const bind = [{ input: 'x[0]', sql: `replace(replace(a, '.', ''), ',', '.')` }];
    const scoring = job(path, {}, 'out.csv');
    expect(await faultOf(engine.score(scoring))).toMatchObject({
      hint: `Bind an expression that reads such numbers: --bind "a:=replace(replace(a, '.', ''), ',', '.')".`,
    });
    await engine.score({ ...scoring, bind });
    expect(readFileSync(scoring.destination.path, 'utf8')).toContain('1400.5');
  });
});
