/** How the file of a run is to be read: as its source was, as far as what was written is like it. */
import {
  destinationFormatOf,
  type CsvOptions,
  type DestinationFormat,
  type SourceReading,
  type SourceRequest,
} from '../../../contract/index.ts';

/** Options for `path`, which was written from `source` in `format`, or in the format that its name tells, and has `columns`. */
export function readingOfResult(
  source: SourceRequest,
  path: string,
  format: DestinationFormat | undefined,
  columns: readonly string[],
): SourceReading {
  const written = format ?? destinationFormatOf(path);
  const text = written?.split('.')[0];
  if (text !== 'csv' && text !== 'tsv') return { csv: {}, types: {} };
  const kept = Object.entries(source.types).filter(([column]) => columns.includes(column));
  return { csv: writtenOptions(source.csv, text), types: Object.fromEntries(kept) };
}

/** Numbers, dates and missing texts stand as they came. The file itself is UTF-8, and begins with its header. */
function writtenOptions(csv: CsvOptions, format: 'csv' | 'tsv'): CsvOptions {
  if (Object.keys(csv).length === 0) return {};
  const written: CsvOptions = { ...csv, header: true };
  delete written.encoding;
  delete written.skipLines;
  if (format === 'tsv') written.delimiter = '\t';
  // A file read without quotes is written with them.
  if (written.quote === '') delete written.quote;
  if (written.escape === '') delete written.escape;
  return written;
}
