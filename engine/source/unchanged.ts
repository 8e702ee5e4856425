/** Whether the files of a source are still those that were opened. */
import { statSync } from 'node:fs';
import { RowcastError, type SourceDescription } from '../../contract/index.ts';

/** Throws SOURCE_CHANGED, so that rows of two states of a file are never mixed. */
export function checkUnchanged(source: SourceDescription): void {
  for (const file of source.files) {
    const now = statSync(file.path, { throwIfNoEntry: false });
    if (now?.size === file.bytes && now.mtime.toISOString() === file.modified) continue;
    const found = now === undefined ? 'no file' : `${now.size} bytes of ${now.mtime.toISOString()}`;
    throw new RowcastError(
      'SOURCE_CHANGED',
      `"${file.path}" changed since it was opened: expected ${file.bytes} bytes of ${file.modified}, found ${found}.`,
      'Open the table again to see what is in it now.',
    );
  }
}
