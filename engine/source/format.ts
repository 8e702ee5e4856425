/** Knows a table's format from its file name. */
import { basename } from 'node:path';
import { compressions, RowcastError, sourceFormats, type SourceFormat } from '../../contract/index.ts';

/** The extension that tells the format, lower case: `csv` for `flights.csv.gz`. */
export function tableExtension(path: string): string {
  const parts = basename(path).toLowerCase().split('.').slice(1);
  const last = parts.pop() ?? '';
  return compressions.includes(last) ? (parts.pop() ?? '') : last;
}

export function formatOf(path: string): SourceFormat {
  const format = sourceFormats[tableExtension(path)];
  if (format !== undefined) return format;
  throw new RowcastError(
    'SOURCE_FORMAT_UNKNOWN',
    `The format of "${basename(path)}" is not known from its name: expected one of ${Object.keys(sourceFormats)
      .map((extension) => `.${extension}`)
      .join(', ')}, with .gz or .zst behind a text format.`,
    'Rename the file, or pass --input-format csv, parquet or ndjson.',
    { windowHint: 'Rename the file, or say whether it is CSV, Parquet or NDJSON.' },
  );
}
