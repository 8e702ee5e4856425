/** Which file names fit which purpose. */
import type { FileKind } from '../../../contract/index.ts';

const endings: Readonly<Record<FileKind, readonly string[]>> = {
  table: [
    'csv',
    'tsv',
    'txt',
    'csv.gz',
    'tsv.gz',
    'csv.zst',
    'tsv.zst',
    'parquet',
    'pq',
    'ndjson',
    'jsonl',
    'ndjson.gz',
    'jsonl.gz',
    'ndjson.zst',
    'jsonl.zst',
  ],
  model: ['onnx'],
  job: ['yaml', 'yml'],
};

/** In the words of a dialog. */
export const kindNames: Readonly<Record<FileKind, string>> = { table: 'tables', model: 'models', job: 'job files' };

export function fits(name: string, kind: FileKind): boolean {
  const lower = name.toLowerCase();
  return endings[kind].some((ending) => lower.endsWith(`.${ending}`));
}

/** What a file is by its name; a table where the name tells nothing. */
export function kindOf(name: string): FileKind {
  if (fits(name, 'model')) return 'model';
  return fits(name, 'job') ? 'job' : 'table';
}
