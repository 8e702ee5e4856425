/** From text to text, a column that only passes through keeps its text byte for byte, and rows their order and number. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CsvOptions, JobInput } from '../../contract/index.ts';
import { csvCells, csvText, plainCsv, type Dialect } from './csv-text.ts';
import { freshFolder } from './fresh-folder.ts';
import { fixtureModel } from './repository.ts';
import { useEngine } from './scoring.ts';

const engine = useEngine();

const likelyCells = [
  ['', '007', '1.50', '+5', '1e3', '1E+3', '-0', '.5', '5.', '0x1F', '1_000', '1,5', '12345678901234567890', 'NaN'],
  ['inf', 'NULL', 'null', 'None', 'NA', 'true', 'False', 't', '2013-11-01', '01.11.2013', '2013-11-01 5:00', '24:00'],
  [
    '#',
    '# note',
    ' ',
    ' padded ',
    '\ttab',
    'a"b',
    '"',
    '""',
    "'",
    "it's",
    'a,b',
    ';',
    '|',
    'two\nlines',
    'two\r\nlines',
  ],
  [
    '\\',
    '\\N',
    '\\"',
    'žluť',
    '🐎',
    'e\u0301',
    '\u00a0',
    '\ufeff',
    '\u200b',
    '名前',
    '{"a": 1}',
    '[1, 2]',
    '=1+1',
    '-',
  ],
].flat();
const likely = fc.constantFrom(...likelyCells);
const anyCell = fc.oneof(
  { weight: 3, arbitrary: likely },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => !text.includes('\0')) },
);
const anyTable = fc.array(fc.tuple(anyCell, anyCell, anyCell), { minLength: 1, maxLength: 40 });

const header = ['a', 'first', 'second', 'third'];

/** What each row's cells of `first` to `third` are after scoring, read from the output. */
async function passedThrough(source: string, csv: CsvOptions, name: string, folder: string): Promise<string[][]> {
  const path = join(folder, name);
  const job: JobInput = {
    source: { paths: [source], csv },
    models: [{ path: fixtureModel('float-matrix') }],
    features: ['a', 'a', 'a'],
    destination: { path, overwrite: true },
  };
  const receipt = await engine.score(job);
  const bytes = readFileSync(path);
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const [head, ...rows] = csvCells(text, name.includes('.tsv') ? '\t' : (csv.delimiter ?? ','));
  expect(head).toEqual([...header, 'y']);
  expect(receipt.rows.written).toBe(rows.length);
  // a + 10 a + 100 a: the row's number, told by the model.
  rows.forEach((row, index) => expect(Number(row[4])).toBe(111 * index));
  return rows.map((row) => row.slice(0, 4));
}

function writeTable(folder: string, cells: readonly (readonly string[])[], dialect: Dialect, quoted: boolean): string {
  const path = join(folder, 'source.csv');
  const rows = cells.map((row, index) => [String(index), ...row]);
  writeFileSync(path, csvText([header, ...rows], dialect, quoted));
  return path;
}

const withRowNumbers = (cells: readonly (readonly string[])[]) => cells.map((row, index) => [String(index), ...row]);

describe('any cells', () => {
  it.each(['out.csv', 'out.tsv', 'out.csv.gz', 'out.tsv.gz'])('keep their text in %s', async (name) => {
    const folder = freshFolder();
    const said: CsvOptions = { delimiter: ',', quote: '"', escape: '"', header: true };
    await fc.assert(
      fc.asyncProperty(anyTable, fc.boolean(), async (cells, quoted) => {
        const source = writeTable(folder, cells, plainCsv, quoted);
        expect(await passedThrough(source, said, name, folder)).toEqual(withRowNumbers(cells));
      }),
      { numRuns: 40, seed: 1, endOnFailure: false },
    );
  });

  it.each([
    [';', '\n'],
    ['\t', '\n'],
    ['|', '\r\n'],
    [',', '\r\n'],
  ])('keep their text between %j, with lines that end in %j', async (delimiter, newline) => {
    const folder = freshFolder();
    const said: CsvOptions = { delimiter, quote: '"', escape: '"', header: true };
    await fc.assert(
      fc.asyncProperty(anyTable, async (cells) => {
        const source = writeTable(folder, cells, { delimiter, newline }, false);
        expect(await passedThrough(source, said, 'out.csv', folder)).toEqual(withRowNumbers(cells));
      }),
      { numRuns: 20, seed: 2 },
    );
  });
});

describe('nothing said about the file', () => {
  it('keeps the text of every likely cell', async () => {
    const folder = freshFolder();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(likely, likely, likely), { minLength: 5, maxLength: 40 }), async (cells) => {
        const source = writeTable(folder, cells, plainCsv, false);
        expect(await passedThrough(source, {}, 'out.csv', folder)).toEqual(withRowNumbers(cells));
      }),
      { numRuns: 60, seed: 3 },
    );
  });
});
