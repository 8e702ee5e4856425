/** What a folder holds, for choosing a file where no dialog of the system's is at hand. */
import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { RowcastError, type FileEntry, type Listing } from '../../contract/index.ts';
import type { FileAccess } from './file-access.ts';

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Without `folder`, the first root. Hidden files, links that lead nowhere or outside, devices and pipes are left out. */
export async function listFolder(access: FileAccess, folder?: string): Promise<Listing> {
  const real = await realFolder(folder ?? access.roots[0] ?? '.');
  const parent = dirname(real);
  const entries = await Promise.all((await children(real)).map((child) => describe(access, real, child)));
  return {
    folder: real,
    parent: parent !== real && access.allows(parent) ? parent : null,
    roots: [...access.roots],
    entries: entries.filter((entry) => entry !== undefined).toSorted(foldersFirst),
  };
}

function foldersFirst(a: FileEntry, b: FileEntry): number {
  return a.kind === b.kind ? byName.compare(a.name, b.name) : a.kind === 'folder' ? -1 : 1;
}

async function realFolder(folder: string): Promise<string> {
  try {
    return await realpath(resolve(folder));
  } catch (error) {
    throw unreadable(folder, error);
  }
}

async function children(folder: string): Promise<Dirent[]> {
  try {
    const found = await readdir(folder, { withFileTypes: true });
    return found.filter((child) => !child.name.startsWith('.'));
  } catch (error) {
    throw unreadable(folder, error);
  }
}

async function describe(access: FileAccess, folder: string, child: Dirent): Promise<FileEntry | undefined> {
  const path = join(folder, child.name);
  if (child.isSymbolicLink() && !access.allows(path)) return undefined;
  // A file may go between the listing and this.
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isDirectory() === true) return { name: child.name, path, kind: 'folder', bytes: null, modified: null };
  if (stats?.isFile() !== true) return undefined;
  return { name: child.name, path, kind: 'file', bytes: stats.size, modified: stats.mtime.toISOString() };
}

function unreadable(folder: string, error: unknown): RowcastError {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') {
    return new RowcastError('SOURCE_NOT_FOUND', `No folder is at "${folder}".`, 'Choose another folder.', {
      cause: error,
    });
  }
  const why =
    code === 'ENOTDIR'
      ? 'it is a file'
      : code === 'EACCES' || code === 'EPERM'
        ? 'you have no permission to see what is in it'
        : message;
  return new RowcastError('SOURCE_UNREADABLE', `"${folder}" cannot be listed: ${why}.`, 'Choose another folder.', {
    cause: error,
  });
}
