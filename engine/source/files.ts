/** Turns paths and globs into the files they mean, in order. */
import { readdirSync, realpathSync, statSync, type Stats } from 'node:fs';
import { basename, dirname } from 'node:path';
import { RowcastError, type SourceFile } from '../../contract/index.ts';
import { nearest } from '../binding/nearest.ts';
import type { Database } from '../duckdb/database.ts';
import { literal } from '../sql/text.ts';

const globCharacters = /[*?[\]{}]/;

/** Every file meant by `paths`, each once; a glob's files in the order of their names. */
export async function findFiles(database: Database, paths: readonly string[]): Promise<SourceFile[]> {
  const found = new Map<string, SourceFile>();
  for (const path of paths) {
    for (const file of await expand(database, path)) {
      const real = realpathSync(file);
      if (!found.has(real)) found.set(real, describe(file));
    }
  }
  return [...found.values()];
}

async function expand(database: Database, path: string): Promise<string[]> {
  const stats = statsOf(path);
  if (stats?.isDirectory() === true) {
    throw new RowcastError(
      'SOURCE_UNREADABLE',
      `"${path}" is a folder.`,
      `Name its files, for example "${path.replace(/[\\/]$/, '')}/*.parquet".`,
    );
  }
  if (stats !== undefined) return [path];
  if (/^[a-z][a-z0-9+]+:\/\//i.test(path)) {
    throw new RowcastError(
      'SOURCE_NOT_FOUND',
      `"${path}" is an address, and Rowcast reads local files only.`,
      'Download the file first.',
    );
  }
  if (isGlob(path)) {
    // DuckDB puts ./ in front of what it finds in this folder.
    const files = await filesOfGlob(database, path);
    if (files.length > 0) return path.startsWith('./') ? files : files.map((file) => file.replace(/^\.\//, ''));
    throw new RowcastError('SOURCE_NOT_FOUND', `No file matches "${path}".`, 'Check the pattern and the folder.');
  }
  throw notFound(path);
}

export function isGlob(path: string): boolean {
  return globCharacters.test(path);
}

/** Files that a glob matches, in the order of their names. */
export async function filesOfGlob(database: Database, pattern: string): Promise<string[]> {
  const rows = await database.rows(`SELECT file FROM glob(${literal(pattern)}) ORDER BY file`);
  return rows.map((row) => String(row['file']));
}

function notFound(path: string): RowcastError {
  return new RowcastError('SOURCE_NOT_FOUND', `No file is at "${path}".`, whereToLook(path));
}

/** A hint for a path where nothing is. */
export function whereToLook(path: string): string {
  const folder = dirname(path);
  if (statsOf(folder)?.isDirectory() !== true) return `Check the path: "${folder}" is no folder.`;
  const neighbours = readdirSync(folder);
  if (neighbours.includes(basename(path))) return 'Check the path: what is there is a link that leads nowhere.';
  const close = nearest(basename(path), neighbours) ?? neighbours.find((name) => name.startsWith(`${basename(path)}.`));
  return close === undefined ? 'Check the path.' : `The nearest name in that folder is "${close}".`;
}

/** Undefined where nothing is at `path`, or where it cannot even be looked for. */
export function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // A file stands where a folder should, or a name is too long.
    return undefined;
  }
}

function describe(path: string): SourceFile {
  const stats = statSync(path);
  if (stats.size === 0) {
    throw new RowcastError(
      'SOURCE_EMPTY',
      `"${path}" is empty (0 bytes): expected a table with at least a header.`,
      'Check whether the export that wrote it came to its end.',
    );
  }
  return { path, bytes: stats.size, modified: stats.mtime.toISOString() };
}
