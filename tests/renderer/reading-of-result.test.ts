/** The file of a run is read with the options it was written with. */
import { expect, test } from 'vitest';
import { SourceRequest } from '../../contract/index.ts';
import { readingOfResult } from '../../renderer/features/result/reading-of-result.ts';

const values = { decimalSeparator: ',', thousandsSeparator: '.', nullTexts: ['n/a'] } as const;
const source = SourceRequest.parse({
  paths: ['/t/de.csv'],
  csv: { ...values, delimiter: ';', encoding: 'latin-1', skipLines: 2, quote: '' },
  types: { plz: 'VARCHAR', gone: 'VARCHAR' },
});

test('numbers and missing texts stand as they came, in a UTF-8 file that begins with its header', () => {
  expect(readingOfResult(source, '/t/de-scored.csv', undefined, ['plz', 'late'])).toEqual({
    csv: { ...values, delimiter: ';', header: true },
    types: { plz: 'VARCHAR' },
  });
});

test('the format that was asked for counts, not the name', () => {
  expect(readingOfResult(source, '/t/out.csv', 'tsv.gz', []).csv).toEqual({ ...values, delimiter: '\t', header: true });
  expect(readingOfResult(source, '/t/out.csv', 'parquet', ['plz'])).toEqual({ csv: {}, types: {} });
});

test('nothing is said of a file of whose source nothing was said', () => {
  const plain = SourceRequest.parse({ paths: ['/t/plain.csv'] });
  expect(readingOfResult(plain, '/t/plain-scored.csv', undefined, ['a'])).toEqual({ csv: {}, types: {} });
});
