/** The output while it is being written: a hidden file beside its target that becomes the target whole, or goes. */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Destination } from '../../contract/index.ts';
import { isAlive } from '../process/is-alive.ts';
import { statsOf } from '../source/files.ts';
import { exists } from './target.ts';

export class PartFile {
  readonly path: string;
  readonly #target: string;

  /** `target` is a real path, see `checkTarget`. Parts that a killed process left for the same target are removed. */
  constructor(target: string) {
    removeLeftParts(target);
    this.#target = target;
    const name = `${prefixFor(target)}${process.pid}-${randomBytes(3).toString('hex')}.part`;
    this.path = join(dirname(target), name);
  }

  /** Flushes the part to disk and puts it in the target's place, in one step that either happens or does not. */
  commit({ path, overwrite }: Destination): void {
    keepPermissions(this.#target, this.path);
    flush(this.path);
    if (overwrite) renameSync(this.path, this.#target);
    else this.#moveWithoutReplacing(path);
    flushFolder(dirname(this.#target));
  }

  discard(): void {
    rmSync(this.path, { force: true });
  }

  /** A hard link fails where the target has appeared meanwhile, which a rename would replace. */
  #moveWithoutReplacing(said: string): void {
    try {
      linkSync(this.path, this.#target);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw exists(said);
      // File systems without hard links (FAT, some network shares).
      if (statSync(this.#target, { throwIfNoEntry: false }) !== undefined) throw exists(said);
      renameSync(this.path, this.#target);
    }
    rmSync(this.path, { force: true });
  }
}

function keepPermissions(from: string, to: string): void {
  const mode = statsOf(from)?.mode;
  // A file system without permissions shows the same for all files and may refuse the call.
  if (mode !== undefined && mode !== statSync(to).mode) chmodSync(to, mode);
}

function flush(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes the new name durable; Windows has no such call and needs none. */
function flushFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Cut, so that a long name does not get longer than file systems take. */
function prefixFor(target: string): string {
  return `.${basename(target).slice(0, 50)}.`;
}

/** Removes the parts that processes which are gone left for a real path. */
export function removeLeftParts(target: string): void {
  const prefix = prefixFor(target);
  for (const name of readdirSync(dirname(target))) {
    if (!name.startsWith(prefix)) continue;
    const owner = /^(\d+)-[0-9a-f]{6}\.part$/.exec(name.slice(prefix.length))?.[1];
    if (owner !== undefined && !isAlive(Number(owner))) rmSync(join(dirname(target), name), { force: true });
  }
}
