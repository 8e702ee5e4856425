/** Tells whether a table is the same as another: asked for alike, and its files what they were. */
import { hashKey } from '@tanstack/react-query';
import type { SourceFile, SourceRequest } from '../../../contract/index.ts';

/** Whether the same files are read in the same way. */
export function isSameSource(a: SourceRequest | null, b: SourceRequest | null): boolean {
  return hashKey([a]) === hashKey([b]);
}

/** Changes when a file is written, comes or goes. */
export function stateOfFiles(files: readonly Pick<SourceFile, 'path' | 'bytes' | 'modified'>[]): string {
  return files.map(({ path, bytes, modified }) => `${path} ${bytes} ${modified}`).join('\n');
}
