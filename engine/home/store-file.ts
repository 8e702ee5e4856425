/** The DuckDB file of the home folder as a file: made whole, and moved aside where it is damaged. */
import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isAlive } from '../process/is-alive.ts';

/** Where DuckDB writes what is not in the file yet. */
function logOf(path: string): string {
  return `${path}.wal`;
}

/** Makes `path` from what `fill` writes, in one step that either happens or does not. */
export async function makeWhole(path: string, fill: (path: string) => Promise<void>): Promise<void> {
  const unfinished = `${path}.${process.pid}-${randomBytes(3).toString('hex')}.new`;
  try {
    await fill(unfinished);
    appear(unfinished, path);
  } finally {
    for (const file of [unfinished, logOf(unfinished)]) rmSync(file, { force: true });
  }
}

/** A hard link fails where another process was quicker, whose file is as good. */
function appear(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    // File systems without hard links.
    if (!existsSync(to)) renameSync(from, to);
  }
}

/** Removes what processes left behind that were killed while they made `path`. */
export function removeUnfinished(path: string): void {
  const prefix = `${basename(path)}.`;
  for (const name of readdirSync(dirname(path))) {
    if (!name.startsWith(prefix)) continue;
    const owner = /^(\d+)-[0-9a-f]{6}\.new(\.wal)?$/.exec(name.slice(prefix.length))?.[1];
    if (owner !== undefined && !isAlive(Number(owner))) rmSync(join(dirname(path), name), { force: true });
  }
}

/** Tells one file from another that has since come under the same name; undefined where there is none. */
export function identityOf(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? undefined : `${stats.dev}:${stats.ino}`;
}

/** Renames the file with its log; returns the new path, or undefined where another process did so before. */
export function moveAside(path: string, identity: string | undefined): string | undefined {
  if (identity === undefined || identityOf(path) !== identity) return undefined;
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const aside = freeName(path.replace(/(\.[^.]*)$/, `.damaged-${time}$1`));
  if (existsSync(logOf(path))) renameSync(logOf(path), logOf(aside));
  renameSync(path, aside);
  return aside;
}

function freeName(path: string): string {
  let name = path;
  for (let count = 2; existsSync(name); count += 1) name = path.replace(/(\.[^.]*)$/, `-${count}$1`);
  return name;
}
