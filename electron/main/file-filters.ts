/** Which file names a dialog offers for what is chosen. */
import { extname } from 'node:path';
import type { FileFilter } from 'electron';
import {
  compressions,
  destinationFormats,
  fileEndings,
  sourceFormats,
  type DestinationChoice,
  type FileKind,
  type SourceFormat,
} from '../../contract/index.ts';

const anyFile: FileFilter = { name: 'All files', extensions: ['*'] };
const job: FileFilter = { name: 'Rowcast job', extensions: [...fileEndings.job] };
const sources = Object.keys(sourceFormats);
const of = (format: SourceFormat) => sources.filter((ending) => sourceFormats[ending] === format);

/** Dialogs know the last part of a name only, so that a compressed text is found by what it is compressed with. */
export const openFilters: Record<FileKind, FileFilter[]> = {
  table: [
    { name: 'Tables', extensions: [...sources, ...compressions] },
    { name: 'CSV', extensions: [...of('csv'), ...compressions] },
    { name: 'Parquet', extensions: of('parquet') },
    { name: 'NDJSON', extensions: [...of('ndjson'), ...compressions] },
    anyFile,
  ],
  model: [{ name: 'ONNX model', extensions: [...fileEndings.model] }, anyFile],
  job: [job, anyFile],
};

const written = new Set<string>(Object.values(destinationFormats));
const writtenAs = (name: string, format: string): FileFilter => ({
  name,
  extensions: [format, `${format}.gz`].filter((ending) => written.has(ending)),
});

const tableFilters: FileFilter[] = [
  writtenAs('Parquet', 'parquet'),
  writtenAs('CSV', 'csv'),
  writtenAs('TSV', 'tsv'),
  writtenAs('NDJSON', 'ndjson'),
  writtenAs('Arrow IPC', 'arrow'),
];

/** The suggested name's own format comes first, since dialogs append the extension of the filter in force. */
export function saveFilters({ kind, suggested }: DestinationChoice): FileFilter[] {
  if (kind === 'job') return [job];
  const extension = extname(suggested.replace(/\.gz$/, '')).slice(1).toLowerCase();
  const isSuggested = ({ extensions }: FileFilter) => extensions.includes(extension);
  return [...tableFilters.filter(isSuggested), ...tableFilters.filter((filter) => !isSuggested(filter))];
}
