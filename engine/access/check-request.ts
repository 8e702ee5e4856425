/** Holds every path of a request against the folders that are open, before anything is read or written. */
import { dirname } from 'node:path';
import type { Database } from '../duckdb/database.ts';
import { filesOfGlob, isGlob, statsOf } from '../source/files.ts';
import { everywhere, type FileAccess } from './file-access.ts';
import { pathsIn } from './paths-in.ts';

/** Throws `PATH_NOT_ALLOWED` where `input`, which `schema` has accepted, names something outside; a glob by any of its files. */
export async function checkRequest(
  { access, database }: { access: FileAccess; database: Database },
  schema: unknown,
  input: unknown,
): Promise<void> {
  if (access === everywhere || schema === undefined) return;
  for (const path of pathsIn(schema, input)) {
    if (!isGlob(path) || statsOf(path) !== undefined) {
      access.check(path);
      continue;
    }
    access.check(folderBefore(path));
    for (const file of await filesOfGlob(database, path)) access.check(file);
  }
}

/** The folder in which a glob begins to look. */
function folderBefore(pattern: string): string {
  const folder = dirname(pattern);
  return isGlob(folder) ? folderBefore(folder) : folder;
}
