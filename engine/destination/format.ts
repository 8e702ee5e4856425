/** How the output is written: its format, known from its name, and what DuckDB is told to write it. */
import { basename } from 'node:path';
import {
  destinationFormatOf,
  destinationFormats,
  RowcastError,
  type CsvOptions,
  type Destination,
  type DestinationFormat,
} from '../../contract/index.ts';
import { literal } from '../sql/text.ts';
import { writtenDialect } from './csv-dialect.ts';

export function destinationFormat(destination: Destination): DestinationFormat {
  if (destination.format !== undefined) return destination.format;
  const name = basename(destination.path);
  const format = destinationFormatOf(name);
  if (format !== undefined) return format;
  const known = Object.keys(destinationFormats).map((ending) => `.${ending}`);
  throw new RowcastError(
    'DESTINATION_FORMAT_UNKNOWN',
    `The format of "${name}" is not known from its name: expected one of ${known.join(', ')}.`,
    'Name the output accordingly, or pass --output-format.',
    { windowHint: 'Name the output accordingly, or choose a format.' },
  );
}

/** Formats in which a value is the text that stands there. */
export function isDelimited(format: DestinationFormat): boolean {
  return format === 'csv' || format === 'csv.gz' || format === 'tsv' || format === 'tsv.gz';
}

export function isNdjson(format: DestinationFormat): boolean {
  return format === 'ndjson' || format === 'ndjson.gz';
}

/** How DuckDB is to write; `lines` says that rows come as finished lines of text. */
export interface Writer {
  format: Exclude<DestinationFormat, 'arrow'>;
  csv: CsvOptions;
  lines: boolean;
}

const copyOptions: Readonly<Record<Writer['format'], (writer: Writer) => string[]>> = {
  csv: delimited,
  'csv.gz': (writer) => [...delimited(writer), 'COMPRESSION gzip'],
  tsv: delimited,
  'tsv.gz': (writer) => [...delimited(writer), 'COMPRESSION gzip'],
  parquet: () => ['FORMAT parquet', 'COMPRESSION zstd'],
  ndjson: json,
  'ndjson.gz': (writer) => [...json(writer), 'COMPRESSION gzip'],
};

/** One column of finished lines, written as they are. */
const finishedLines = ['FORMAT csv', "QUOTE ''", "ESCAPE ''", "DELIMITER '\u001f'"];

function json({ lines }: Writer): string[] {
  return lines ? [...finishedLines, 'HEADER false'] : ['FORMAT json'];
}

function delimited({ format, csv, lines }: Writer): string[] {
  if (lines) return [...finishedLines, 'HEADER'];
  const { delimiter, quote, escape } = writtenDialect(format, csv);
  const dialect = [`DELIMITER ${literal(delimiter)}`, `QUOTE ${literal(quote)}`, `ESCAPE ${literal(escape)}`];
  return ['FORMAT csv', 'HEADER', ...dialect];
}

/** The COPY statement that writes `select` to `path`. */
export function copyStatement(select: string, path: string, writer: Writer): string {
  const options = [...copyOptions[writer.format](writer), 'USE_TMP_FILE false'];
  return `COPY (\n${select}\n) TO ${literal(path)} (${options.join(', ')})`;
}
