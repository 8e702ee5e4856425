/** Which file names fit which purpose. */
import { endingOf, fileEndings, sourceFormats, type FileKind, type SourceRequest } from '../../../contract/index.ts';

/** In the words of a dialog. */
export const kindNames: Readonly<Record<FileKind, string>> = { table: 'tables', model: 'models', job: 'job files' };

export function fits(name: string, kind: FileKind): boolean {
  return endingOf(name, fileEndings[kind]) !== undefined;
}

/** What a file is by its name; a table where the name tells nothing. */
export function kindOf(name: string): FileKind {
  if (fits(name, 'model')) return 'model';
  return fits(name, 'job') ? 'job' : 'table';
}

const textEndings = fileEndings.table.filter((ending) => sourceFormats[ending.split('.')[0] ?? ''] === 'csv');

/** Whether it can be said how the text of these files is read. */
export function isDelimitedText({ paths: [first = ''], format }: SourceRequest): boolean {
  return format === undefined ? endingOf(first, textEndings) !== undefined : format === 'csv';
}
