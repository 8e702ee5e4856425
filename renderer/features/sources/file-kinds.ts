/** Which file names fit which purpose. */
import { endingOf, fileEndings, type FileKind } from '../../../contract/index.ts';

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
