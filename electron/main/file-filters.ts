/** Which file names a dialog offers for what is chosen. */
import { extname } from 'node:path';
import type { FileFilter } from 'electron';
import type { DestinationChoice, FileKind } from '../../contract/index.ts';

const anyFile: FileFilter = { name: 'All files', extensions: ['*'] };
const job: FileFilter = { name: 'Rowcast job', extensions: ['yaml', 'yml'] };

export const openFilters: Record<FileKind, FileFilter[]> = {
  table: [
    { name: 'Tables', extensions: ['csv', 'tsv', 'txt', 'parquet', 'pq', 'ndjson', 'jsonl', 'gz', 'zst'] },
    { name: 'CSV', extensions: ['csv', 'tsv', 'txt', 'gz', 'zst'] },
    { name: 'Parquet', extensions: ['parquet', 'pq'] },
    { name: 'NDJSON', extensions: ['ndjson', 'jsonl', 'gz', 'zst'] },
    anyFile,
  ],
  model: [{ name: 'ONNX model', extensions: ['onnx'] }, anyFile],
  job: [job, anyFile],
};

const tableFilters: FileFilter[] = [
  { name: 'Parquet', extensions: ['parquet'] },
  { name: 'CSV', extensions: ['csv', 'csv.gz'] },
  { name: 'TSV', extensions: ['tsv', 'tsv.gz'] },
  { name: 'NDJSON', extensions: ['ndjson', 'ndjson.gz'] },
  { name: 'Arrow IPC', extensions: ['arrow'] },
];

/** The suggested name's own format comes first, since dialogs append the extension of the filter in force. */
export function saveFilters({ kind, suggested }: DestinationChoice): FileFilter[] {
  if (kind === 'job') return [job];
  const extension = extname(suggested.replace(/\.gz$/, '')).slice(1).toLowerCase();
  const isSuggested = ({ extensions }: FileFilter) => extensions.includes(extension);
  return [...tableFilters.filter(isSuggested), ...tableFilters.filter((filter) => !isSuggested(filter))];
}
