/** Text tables as other programs write them: separators, decimal commas, dates, missing texts, encodings, quotes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { CsvOptions, JobInput } from '../../contract/index.ts';
import { csvCells, csvText } from './csv-text.ts';
import { freshFolder } from './fresh-folder.ts';
import { fixtureModel } from './repository.ts';
import { faultOf, useEngine } from './scoring.ts';
import { useTables } from './use-tables.ts';

const engine = useEngine();
const tables = useTables();

const model = { path: fixtureModel('float-matrix') };
const zeroForMissing: JobInput['missing'] = [{ input: 'x', missing: { policy: 'value', value: '0' } }];

/** Scores a file into text and into types; y must be the same in both. */
async function scoreBoth(
  source: string,
  csv: CsvOptions,
  { types = {}, ...job }: Partial<JobInput> & { types?: Record<string, string> } = {},
): Promise<unknown[]> {
  const folder = freshFolder();
  const score = (path: string) =>
    engine.score({
      source: { paths: [source], csv, types },
      models: [model],
      features: ['a', 'b', 'c'],
      ...job,
      destination: { path },
    });
  await score(join(folder, 'typed.parquet'));
  await score(join(folder, 'text.csv'));
  const typed = await tables.columns(`SELECT y FROM '${folder}/typed.parquet'`);
  const cells = csvCells(readFileSync(join(folder, 'text.csv'), 'utf8'), csv.delimiter ?? ',');
  const at = cells[0]?.indexOf('y') ?? -1;
  const text = cells.slice(1).map((row) => {
    const cell = row[at] ?? '';
    return cell === '' ? null : Math.fround(numberOf(cell, csv));
  });
  expect(text).toEqual(typed['y']);
  return typed['y'] as unknown[];
}

function numberOf(cell: string, csv: CsvOptions): number {
  const text = csv.decimalSeparator === ',' ? cell.replace(',', '.') : cell;
  return Number(text.replace(/^(-?)inf$/, '$1Infinity'));
}

function write(content: string | Buffer): string {
  const path = join(freshFolder(), 'table.csv');
  writeFileSync(path, content);
  return path;
}

describe('numbers', () => {
  it('with a decimal comma, between semicolons', async () => {
    const path = write('a;b;c\n1,5;2;-0,25\n0,125;0;10\n');
    expect(await scoreBoth(path, { delimiter: ';', decimalSeparator: ',' })).toEqual([-3.5, 1000.125]);
  });

  it('with a decimal comma come out with a decimal comma', async () => {
    const path = write('a;b;c\n1,5;2;-0,25\n');
    const output = join(freshFolder(), 'out.csv');
    await engine.score({
      source: { paths: [path], csv: { decimalSeparator: ',', delimiter: ';' } },
      models: [model],
      features: ['a', 'b', 'c'],
      destination: { path: output },
    });
    expect(readFileSync(output, 'utf8')).toBe('a;b;c;y\n1,5;2;-0,25;-3,5\n');
  });

  it.each(['007', '1e2', '+5', ' 5', '-0', '.5', '5.', '1E-3', '0.1', '16777217', '3.4e38', '1e39', 'nan', 'inf'])(
    'written as %j are the same from text as typed',
    async (text) => {
      await scoreBoth(write(csvText([['a', 'b', 'c'], ...Array.from({ length: 3 }, () => [text, '0', '0'])])), {
        delimiter: ',',
      }).catch((error: unknown) => {
        // What DuckDB does not take for a number may be refused, but in both ways.
        expect(error).toMatchObject({
          code: expect.stringMatching(/^(TYPE_MISMATCH|VALUE_DOES_NOT_CONVERT)$/) as string,
        });
      });
    },
  );
});

describe('a fraction in a column that was sniffed as whole numbers', () => {
  const rows = [...Array.from({ length: 40_000 }, (_, row) => [`${row}`, '0', '0']), ['1.5', '0', '0']];
  const source = () => write(csvText([['a', 'b', 'c'], ...rows]));

  it('is refused rather than rounded, and the type to give is named', async () => {
    const scored = engine.score({
      source: { paths: [source()] },
      models: [model],
      features: ['a', 'b', 'c'],
      destination: { path: join(freshFolder(), 'out.parquet') },
    });
    expect(await faultOf(scored)).toMatchObject({
      code: 'VALUE_DOES_NOT_CONVERT',
      message: expect.stringContaining('1 of 40,001 values do not convert, first in row 40,001: "1.5"') as string,
      hint: "Pass --type 'a=DOUBLE' to read it as numbers with fractions.",
    });
  });

  it('is the same from text as typed, once the type is said', async () => {
    expect((await scoreBoth(source(), {}, { types: { a: 'DOUBLE' } })).at(-1)).toBe(1.5);
  });

  it('is no whole number to an integer input', async () => {
    const scored = engine.score({
      source: { paths: [source()] },
      models: [{ path: fixtureModel('int64-matrix') }],
      features: ['a', 'b', 'c'],
      destination: { path: join(freshFolder(), 'out.csv') },
    });
    expect((await faultOf(scored)).code).toMatch(/^(NOT_A_WHOLE_NUMBER|VALUE_DOES_NOT_CONVERT)$/);
  });

  it('is not taken for a whole number in a filter', async () => {
    expect((await faultOf(scoreBoth(source(), {}, { where: 'a = 2' }))).code).toBe('VALUE_DOES_NOT_CONVERT');
    expect(await scoreBoth(source(), {}, { where: 'a = 2', types: { a: 'DOUBLE' } })).toEqual([2]);
  });
});

describe('missing values', () => {
  it('are empty fields, quoted or not, and the texts that are said', async () => {
    const path = write('a,b,c\n1,0,0\n,0,0\n"",0,0\nNA,0,0\n-999,0,0\n');
    const y = await scoreBoth(path, { delimiter: ',', nullTexts: ['NA', '-999'] }, { missing: zeroForMissing });
    expect(y).toEqual([1, 0, 0, 0, 0]);
  });

  it('are no text that was not said', async () => {
    const path = write('a,b,c\n1,0,0\nNA,0,0\n');
    const fault = await faultOf(scoreBoth(path, { delimiter: ',' }));
    expect(['VALUE_DOES_NOT_CONVERT', 'TYPE_MISMATCH']).toContain(fault.code);
  });

  it('keep their text where they pass through', async () => {
    const path = write('a,b,c,note\n1,0,0,NA\nNA,0,0,-\n');
    const output = join(freshFolder(), 'out.csv');
    await engine.score({
      source: { paths: [path], csv: { nullTexts: ['NA', '-'] } },
      models: [model],
      features: ['a', 'b', 'c'],
      missing: zeroForMissing,
      destination: { path: output },
    });
    expect(readFileSync(output, 'utf8')).toBe('a,b,c,note,y\n1,0,0,NA,1.0\nNA,0,0,-,0.0\n');
  });
});

describe('dates', () => {
  const german = 'day,a,b,c\n01.11.2013,1,0,0\n24.12.2013,2,0,0\n';

  it('in German format can be computed with', async () => {
    const job: Partial<JobInput> = { where: 'month(day) = 12' };
    expect(await scoreBoth(write(german), { delimiter: ',', dateFormat: '%d.%m.%Y' }, job)).toEqual([2]);
  });

  it('keep their text from text to text, and are dates in Parquet', async () => {
    const folder = freshFolder();
    const job = (path: string): JobInput => ({
      source: { paths: [write(german)], csv: { dateFormat: '%d.%m.%Y' } },
      models: [model],
      features: ['a', 'b', 'c'],
      destination: { path },
    });
    await engine.score(job(join(folder, 'out.csv')));
    expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toContain('\n24.12.2013,2,');
    await engine.score(job(join(folder, 'out.parquet')));
    expect((await tables.types(`'${folder}/out.parquet'`))['day']).toBe('DATE');
    expect(await tables.cell(`SELECT max(day)::VARCHAR FROM '${folder}/out.parquet'`)).toBe('2013-12-24');
  });

  it('with times can be computed with', async () => {
    const path = write('time,b,c\n1970-01-01 00:01:00,0,0\n1970-01-01 00:02:30,0,7\n');
    const y = await scoreBoth(path, { delimiter: ',' }, { features: ['c', 'b', 'b'], where: 'epoch(time) > 100' });
    expect(y).toEqual([7]);
  });
});

describe('encodings', () => {
  const table = 'a,b,c,name\n1,0,0,žluť\n';
  const latin = 'a,b,c,name\n1,0,0,Zoë Müller\n2,0,0,naïve\n';

  it('latin-1 becomes UTF-8', async () => {
    const path = write(Buffer.from(latin, 'latin1'));
    const output = join(freshFolder(), 'out.csv');
    await engine.score({
      source: { paths: [path], csv: { encoding: 'latin-1' } },
      models: [model],
      features: ['a', 'b', 'c'],
      destination: { path: output },
    });
    expect(readFileSync(output, 'utf8')).toBe('a,b,c,name,y\n1,0,0,Zoë Müller,1.0\n2,0,0,naïve,2.0\n');
  });

  it('utf-16 becomes UTF-8', async () => {
    const path = write(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(table, 'utf16le')]));
    const output = join(freshFolder(), 'out.csv');
    await engine.score({
      source: { paths: [path], csv: { encoding: 'utf-16' } },
      models: [model],
      features: ['a', 'b', 'c'],
      destination: { path: output },
    });
    expect(readFileSync(output, 'utf8')).toBe('a,b,c,name,y\n1,0,0,žluť,1.0\n');
  });

  it('a byte that is no UTF-8 is an error, not another character', async () => {
    const fault = await faultOf(scoreBoth(write(Buffer.from(latin, 'latin1')), { delimiter: ',' }));
    expect(fault.code).toBe('SOURCE_MALFORMED');
  });

  it.each([
    [
      'UTF-16 with a mark',
      Buffer.from('\ufeffa,b\n1,2\n', 'utf16le'),
      'is written in UTF-16',
      'Pass --encoding utf-16.',
    ],
    ['UTF-16 without one', Buffer.from('a,b\n1,2\n', 'utf16le'), 'is written in UTF-16', 'Pass --encoding utf-16.'],
    [
      'gzip',
      gzipSync('a,b\n1,2\n'),
      'is compressed with gzip, which its name does not say',
      'Rename it: give it a name that ends in .gz.',
    ],
    [
      'a zip archive',
      Buffer.from('PK\u0003\u0004 and more'),
      'is a zip archive, as .xlsx files are',
      'Take the file out of the archive, or save the sheet as CSV.',
    ],
  ])('%s that is not said is told', async (_, content, is, hint) => {
    const path = write(content);
    expect(await faultOf(scoreBoth(path, {}))).toMatchObject({
      code: 'SOURCE_MALFORMED',
      message: `"${path}" ${is}: expected text in UTF-8.`,
      hint,
    });
  });

  it('Windows-1252 said to be latin-1 is told how to write again', async () => {
    const path = write(Buffer.from('a,b,c,name\n1,0,0,\u0093quoted\u0094\n', 'latin1'));
    expect(await faultOf(scoreBoth(path, { encoding: 'latin-1' }))).toMatchObject({
      message: `"${path}" cannot be read as a table: it holds bytes that are no characters of Latin-1.`,
      hint: 'If it comes from Windows, write it again as UTF-8: iconv -f windows-1252 -t utf-8 FILE > NEW.',
      windowHint: 'Save it again as UTF-8 in the program that it comes from.',
    });
  });

  it('a byte order mark in front of a quoted name is no part of the first column', async () => {
    expect(await scoreBoth(write('\ufeff"a",b,c\n1,0,0\n'), { delimiter: ',' })).toEqual([1]);
  });

  it('a byte order mark is no part of the first column', async () => {
    expect(await scoreBoth(write(`\ufeff${table}`), { delimiter: ',' })).toEqual([1]);
  });
});

describe('quotes and lines', () => {
  it('newlines in quotes are part of the cell', async () => {
    const path = write('a,note,b,c\n1,"two\nlines",0,0\n2,"three\r\nmore\n",0,0\n3,"",0,0\n');
    expect(await scoreBoth(path, { delimiter: ',' })).toEqual([1, 2, 3]);
  });

  it.each([30_000, 60_000])('quotes that appear first after %i rows are quotes', async (rowCount) => {
    const plain = Array.from({ length: rowCount }, (_, row) => [`${row}`, '0', '0', 'plain']);
    const quoted = [
      ['-1', '0', '0', 'a,b'],
      ['-2', '0', '0', 'say "hello"'],
      ['-3', '0', '0', 'two\nlines'],
    ];
    const path = write(csvText([['a', 'b', 'c', 'note'], ...plain, ...quoted]));
    const output = join(freshFolder(), 'out.csv');
    await engine.score({
      source: { paths: [path] },
      models: [model],
      features: ['a', 'b', 'c'],
      destination: { path: output },
    });
    const cells = csvCells(readFileSync(output, 'utf8'));
    expect(cells).toHaveLength(rowCount + 4);
    expect(cells.slice(-3).map((row) => row.slice(0, 4))).toEqual(quoted);
  });

  it('numbers that turn into text after the sniffed rows are kept as text from text to text', async () => {
    const numbers = Array.from({ length: 40_000 }, (_, row) => [`${row}`, '0', '0', `${row}`]);
    const path = write(csvText([['a', 'b', 'c', 'code'], ...numbers, ['5', '0', '0', 'X12']]));
    const output = join(freshFolder(), 'out.csv');
    await engine.score({
      source: { paths: [path] },
      models: [model],
      features: ['a', 'b', 'c'],
      destination: { path: output },
    });
    expect(csvCells(readFileSync(output, 'utf8')).at(-1)?.slice(0, 4)).toEqual(['5', '0', '0', 'X12']);
  });

  it.each([
    ['single quotes', "a,note,b,c\n1,'x,y',0,0\n2,'z',0,0\n", { quote: "'", delimiter: ',' }],
    ['a backslash before quotes', 'a,note,b,c\n1,"x\\",y",0,0\n', { escape: '\\', quote: '"', delimiter: ',' }],
    ['lines before the header', 'Report of\nNovember\na,b,c\n1,0,0\n', { skipLines: 2 }],
    ['no header', '1,0,0\n2,0,0\n', { header: false }],
  ] satisfies [string, string, CsvOptions][])('%s can be said', async (_what, text, csv) => {
    const features = text.startsWith('1') ? ['column0', 'column1', 'column2'] : ['a', 'b', 'c'];
    const output = join(freshFolder(), 'out.parquet');
    await engine.score({
      source: { paths: [write(text)], csv },
      models: [model],
      features,
      keep: 'none',
      destination: { path: output },
    });
    expect(await tables.cell(`SELECT first(y) FROM '${output}'`)).toBe(1);
  });

  it('a ragged line is an error that names it', async () => {
    const fault = await faultOf(scoreBoth(write('a,b,c\n1,0,0\n2,0\n3,0,0\n'), {}));
    expect(fault.code).toBe('SOURCE_MALFORMED');
    expect(fault.message).toContain('line 3');
  });
});

describe('headers', () => {
  it.each([
    ['in quotes', '"a","b, too","say ""c"""\n1,0,0\n', ['a', 'b, too', 'say "c"']],
    ['of words in other scripts', 'ž,名前,🐎\n1,0,0\n', ['ž', '名前', '🐎']],
    ['of SQL keywords', 'select,from,where\n1,0,0\n', ['select', 'from', 'where']],
  ])('%s keep their names', async (_how, text, features) => {
    const folder = freshFolder();
    const output = join(folder, 'out.csv');
    const receipt = await engine.score({
      source: { paths: [write(text)], csv: { delimiter: ',', header: true } },
      models: [model],
      features,
      destination: { path: output },
    });
    expect(csvCells(readFileSync(output, 'utf8'))[0]).toEqual([...features, 'y']);
    expect(receipt.output.columns).toEqual([...features, 'y']);
  });
});
