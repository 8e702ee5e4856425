/** Reports whose table begins below a title are told of, and read once the title is skipped. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CsvOptions } from '../../contract/index.ts';
import { freshFolder } from './fresh-folder.ts';
import { faultOf, useEngine } from './scoring.ts';

const engine = useEngine();

function preview(text: string, csv: CsvOptions = {}) {
  const path = join(freshFolder(), 'table.csv');
  writeFileSync(path, text);
  return engine.methods.source.preview({ source: { paths: [path], csv }, rowLimit: 10 });
}

const table = 'a,b,c\n1,2,3\n4,5,6\n7,8,\n';

describe('lines before the names of columns', () => {
  it.each([
    ['a title', `Sales report\n${table}`, 'The first line, "Sales report", is', 1],
    ['a title and an empty line', `Sales report\n\n${table}`, 'The first 2 lines, "Sales report", are', 2],
    ['a title that a spreadsheet padded', `Sales report,,\n${table}`, 'The first line, "Sales report", is', 1],
    ['lines that end as on Windows', `Sales\r\n${table.replaceAll('\n', '\r\n')}`, 'The first line, "Sales", is', 1],
    ['other delimiters', `Sales\n${table.replaceAll(',', ';')}`, 'The first line, "Sales", is', 1],
  ])('%s', async (_what, text, subject, skipLines) => {
    const { source } = await preview(text);
    expect(source.warnings).toMatchObject([
      {
        message: `${subject} taken for the beginning of the table, but the lines that follow have 3 fields.`,
        suggestion: { skipLines },
      },
    ]);
    const again = await preview(text, source.warnings[0]?.suggestion);
    expect(again.source.warnings).toEqual([]);
    expect(again.source.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'a BIGINT',
      'b BIGINT',
      'c BIGINT',
    ]);
  });

  it.each([
    ['one column', 'a\n1\n2\n3\n'],
    ['one column of sentences', 'said\n"Yes, please"\n"No, thanks"\nMaybe\n'],
    ['a name that is missing', 'a,,c\n1,2,3\n4,5,6\n'],
    ['no title', table],
  ])('are not seen in %s', async (_what, text) => {
    expect((await preview(text)).source.warnings).toEqual([]);
  });

  it('are not asked about where the user said how many to skip', async () => {
    expect((await preview(`Sales\n${table}`, { skipLines: 0 })).source.warnings).toEqual([]);
  });
});

it('a file of empty lines has no table', async () => {
  const { code, message } = await faultOf(preview('\n\n  \n'));
  expect(code).toBe('SOURCE_EMPTY');
  expect(message).toMatch(/table\.csv" holds nothing but empty lines: expected a line of column names\.$/);
});
