/** What stands in a folder, so that a test can tell that nothing in it changed. */
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Each file below `folder`, hidden ones too, with the hash of its content; each link with what it leads to. */
export function folderState(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).toSorted();
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), contentOf(path)]));
}

function contentOf(path: string): string {
  return lstatSync(path).isSymbolicLink() ? `link to ${readlinkSync(path)}` : sha256(path);
}

export function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
