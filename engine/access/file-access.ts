/** Which files a request may name: all of them, or those in the folders that were opened to the app. */
import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, parse, relative, resolve, sep } from 'node:path';
import { RowcastError } from '../../contract/index.ts';

export interface FileAccess {
  /** Where choosing a file begins, the first of them foremost. */
  readonly roots: readonly string[];
  /** Throws `PATH_NOT_ALLOWED` where `path`, links resolved, lies elsewhere; the file itself need not be there. */
  check(path: string): void;
  allows(path: string): boolean;
  /** Lets a folder of the engine's own be read from now on. It is not offered for choosing. */
  admit(folder: string): void;
}

/** For the command line and the desktop, whose user may open what the system lets them open. */
export const everywhere: FileAccess = {
  roots: [homedir()],
  check: () => undefined,
  allows: () => true,
  admit: () => undefined,
};

export class AllowedFolders implements FileAccess {
  readonly roots: readonly string[];
  readonly #allowed: string[];

  /** `unlisted` folders may be used and are not offered for choosing. Folders that are not there are left out. */
  constructor(roots: readonly string[], unlisted: readonly string[] = []) {
    this.roots = realFolders(roots);
    this.#allowed = [...this.roots, ...realFolders(unlisted)];
  }

  allows(path: string): boolean {
    const real = realLocation(resolve(path));
    return real !== undefined && this.#allowed.some((folder) => isWithin(folder, real));
  }

  admit(folder: string): void {
    this.#allowed.push(...realFolders([folder]));
  }

  check(path: string): void {
    if (this.allows(path)) return;
    const absolute = resolve(path);
    const real = realLocation(absolute) ?? absolute;
    const leads = real === absolute ? 'is' : `leads to "${real}",`;
    const outside = real === absolute ? 'outside' : 'which is outside';
    throw new RowcastError(
      'PATH_NOT_ALLOWED',
      `"${path}" ${leads} ${outside} the folders that were opened to Rowcast: ${this.roots.join(', ')}.`,
      `Choose a file in those folders, or start it with \`rowcast app --folder "${dirname(real)}"\`.`,
    );
  }
}

function realFolders(folders: readonly string[]): string[] {
  const real = folders.map((folder) => realLocation(resolve(folder)));
  return [...new Set(real.filter((folder) => folder !== undefined))];
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** More links in a row than any system follows. */
const linkLimit = 40;

/**
 * Where an absolute path really leads: links are resolved as far as there is something, and what is not there yet is taken to
 * lie under its nearest folder that is. Undefined for links in a circle and folders that cannot be looked into.
 */
function realLocation(path: string, linksLeft = linkLimit): string | undefined {
  try {
    return realpathSync.native(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') return undefined;
  }
  const folder = dirname(path);
  if (folder === path || linksLeft === 0) return undefined;
  const link = linkAt(path);
  if (link !== undefined) return realLocation(resolve(folder, link), linksLeft - 1);
  const real = realLocation(folder, linksLeft);
  return real === undefined ? undefined : join(real, parse(path).base);
}

/** What a link that leads nowhere, as yet, says; undefined where there is no link. */
function linkAt(path: string): string | undefined {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : undefined;
  } catch {
    return undefined;
  }
}
