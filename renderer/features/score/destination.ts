/** Where predictions go: the name that is suggested, and how a name and a format go together. */
import {
  destinationFormatOf,
  destinationFormats,
  endingOf,
  suggestedName,
  type DestinationFormat,
  type SourceRequest,
} from '../../../contract/index.ts';
import { fileName, folderOf, joinPath } from '../sources/paths.ts';

/** Words for a person, in the order in which they are offered. */
export const formatLabels: Readonly<Record<DestinationFormat, string>> = {
  parquet: 'Parquet',
  csv: 'CSV',
  'csv.gz': 'CSV, compressed',
  tsv: 'TSV (tabs)',
  'tsv.gz': 'TSV, compressed',
  ndjson: 'NDJSON (a JSON object a line)',
  'ndjson.gz': 'NDJSON, compressed',
  arrow: 'Arrow IPC',
};

/** The format that a file's name tells, as the engine reads it; null where it tells none. */
export function formatOf(path: string): DestinationFormat | null {
  return destinationFormatOf(fileName(path)) ?? null;
}

/** The same path with the ending of another format. */
export function withFormat(path: string, format: DestinationFormat): string {
  if (formatOf(path) === format) return path;
  const ending = endingOf(fileName(path), Object.keys(destinationFormats));
  return `${ending === undefined ? path : path.slice(0, -(ending.length + 1))}.${format}`;
}

/** `flights-scored.parquet` beside `flights.csv`, or in `folder`; of a glob, the name without its stars. */
export function suggestDestination(
  source: Pick<SourceRequest, 'paths'>,
  format: DestinationFormat,
  folder?: string,
): string {
  const [first = ''] = source.paths;
  return joinPath(folder ?? folderWithoutGlob(first), suggestedName(fileName(first), format));
}

function folderWithoutGlob(path: string): string {
  let folder = folderOf(path);
  while (/[*?[]/.test(folder)) folder = folderOf(folder);
  return folder;
}
