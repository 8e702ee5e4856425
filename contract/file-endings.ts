/** What a file is by how its name ends: one list for the engine, the window and the dialogs of the desktop. */
import type { FileKind } from './host.ts';
import type { DestinationFormat } from './job.ts';
import type { SourceFormat } from './source.ts';

/** Of tables that are read. */
export const sourceFormats: Readonly<Record<string, SourceFormat>> = {
  csv: 'csv',
  tsv: 'csv',
  txt: 'csv',
  parquet: 'parquet',
  pq: 'parquet',
  ndjson: 'ndjson',
  jsonl: 'ndjson',
};

/** What may stand behind the ending of a text format. */
export const compressions: readonly string[] = ['gz', 'zst'];

/** Of tables that are written. */
export const destinationFormats: Readonly<Record<string, DestinationFormat>> = {
  csv: 'csv',
  'csv.gz': 'csv.gz',
  tsv: 'tsv',
  'tsv.gz': 'tsv.gz',
  txt: 'csv',
  parquet: 'parquet',
  pq: 'parquet',
  ndjson: 'ndjson',
  'ndjson.gz': 'ndjson.gz',
  jsonl: 'ndjson',
  'jsonl.gz': 'ndjson.gz',
  arrow: 'arrow',
  ipc: 'arrow',
  feather: 'arrow',
};

/** By what a file is chosen for. */
export const fileEndings: Readonly<Record<FileKind, readonly string[]>> = {
  table: Object.entries(sourceFormats).flatMap(([ending, format]) =>
    format === 'parquet' ? [ending] : [ending, ...compressions.map((compression) => `${ending}.${compression}`)],
  ),
  model: ['onnx'],
  job: ['yaml', 'yml'],
};

/** The longest of `endings` that a file's name has, in any case: `csv.gz` of `Flights.CSV.gz`. */
export function endingOf(name: string, endings: readonly string[]): string | undefined {
  const lower = name.toLowerCase();
  return endings.filter((ending) => lower.endsWith(`.${ending}`)).toSorted((a, b) => b.length - a.length)[0];
}

/** The format that the name of a table to be written tells. */
export function destinationFormatOf(name: string): DestinationFormat | undefined {
  const ending = endingOf(name, Object.keys(destinationFormats));
  return ending === undefined ? undefined : destinationFormats[ending];
}
