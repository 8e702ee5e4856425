/** Knows a table's format from its file name. */
import { basename } from 'node:path';
import { compressions, RowcastError, sourceFormats, type SourceFormat } from '../../contract/index.ts';

/** The extension that tells the format, lower case: `csv` for `flights.csv.gz`. */
export function tableExtension(path: string): string {
  const parts = basename(path).toLowerCase().split('.').slice(1);
  const last = parts.pop() ?? '';
  return compressions.includes(last) ? (parts.pop() ?? '') : last;
}

/** Whether the file's name says that it is compressed. */
export function isCompressed(path: string): boolean {
  return compressions.includes(basename(path).toLowerCase().split('.').at(-1) ?? '');
}

export function formatOf(path: string): SourceFormat {
  const format = sourceFormats[tableExtension(path)];
  if (format !== undefined) return format;
  throw new RowcastError(
    'SOURCE_FORMAT_UNKNOWN',
    `The format of "${basename(path)}" is not known from its name: expected one of ${Object.keys(sourceFormats)
      .map((extension) => `.${extension}`)
      .join(', ')}, with .gz or .zst behind a text format.`,
    ...adviceFor(tableExtension(path)),
  );
}

const spreadsheets = ['xlsx', 'xlsm', 'xls', 'ods', 'numbers'];
const statistics = ['sav', 'sas7bdat', 'xpt', 'dta', 'rds', 'feather', 'arrow'];

/** What to do about a file of another kind, by its ending. */
function adviceFor(extension: string): [hint: string, options?: { windowHint: string }] {
  if (spreadsheets.includes(extension)) return ['It is a spreadsheet: save its sheet as CSV, and take that file.'];
  if (statistics.includes(extension)) return ['Write it as CSV or Parquet in the program that it comes from.'];
  if (extension === 'onnx') {
    return [
      'It is a model: pass it as --model, and look at it with `rowcast inspect`.',
      { windowHint: 'It is a model: add it under Models.' },
    ];
  }
  return [
    'Rename the file, or pass --input-format csv, parquet or ndjson.',
    { windowHint: 'Rename the file, or say whether it is CSV, Parquet or NDJSON.' },
  ];
}
