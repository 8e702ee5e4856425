/** Where the output will stand, checked before anything is read: not over a source, not over a file unasked. */
import { accessSync, constants, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { statsOf } from '../source/files.ts';
import { RowcastError, type Destination, type ModelReference, type SourceFile } from '../../contract/index.ts';

/** What the user names to say where the output goes. */
export type Named = 'file' | 'folder';

/** The path that will be written, behind any symbolic link; no file is there, or one that may be replaced. */
export function checkTarget(
  destination: Destination,
  sources: readonly SourceFile[],
  models: readonly ModelReference[],
  named: Named = 'file',
): string {
  const target = checkPlace(destination, sources, models);
  checkFree(destination, target, named);
  return target;
}

/** Throws DESTINATION_EXISTS where a file is at `target` that may not be replaced. */
export function checkFree(destination: Destination, target: string, named: Named = 'file'): void {
  if (!destination.overwrite && statsOf(target) !== undefined) throw exists(destination.path, named);
}

/** The path that will be written, whether or not a file is there. */
export function checkPlace(
  destination: Destination,
  sources: readonly SourceFile[],
  models: readonly ModelReference[],
): string {
  const target = realTarget(destination.path);
  const existing = statsOf(target);
  if (existing?.isDirectory() === true) {
    throw new RowcastError(
      'DESTINATION_NOT_WRITABLE',
      `The output "${destination.path}" is a folder.`,
      `Name a file in it, for example "${join(destination.path, 'scored.parquet')}".`,
    );
  }
  if (existing !== undefined && !existing.isFile()) {
    throw new RowcastError(
      'DESTINATION_NOT_WRITABLE',
      `The output "${destination.path}" is a device, pipe or socket: expected a file, which can be replaced as a whole.`,
      'Name a file.',
    );
  }
  checkLength(destination.path);
  checkNoInput(destination, target, [
    ...sources.map((source) => ({ what: 'the table that is read', path: source.path })),
    ...models.map((model) => ({ what: 'the model', path: model.path })),
  ]);
  checkWritable(destination.path, dirname(target));
  return target;
}

/** Refuses a target that is one of the files a job reads, by whatever name. */
export function checkNoInput(
  destination: Destination,
  target: string,
  inputs: readonly { what: string; path: string }[],
): void {
  const existing = statsOf(target);
  if (existing === undefined) return;
  for (const { what, path } of inputs) {
    const read = statsOf(path);
    if (read?.dev !== existing.dev || read.ino !== existing.ino) continue;
    throw new RowcastError(
      'DESTINATION_IS_SOURCE',
      `The output "${destination.path}" is ${what} ("${path}").`,
      'Name another file; --overwrite does not allow this.',
      { windowHint: 'Name another file: this one is read while the output is written.' },
    );
  }
}

export function exists(path: string, named: Named = 'file'): RowcastError {
  return new RowcastError(
    'DESTINATION_EXISTS',
    `The output "${path}" is there already and was left as it is.`,
    `Pass --overwrite to replace it, or name another ${named}.`,
    { windowHint: `Say that it may be replaced, or name another ${named}.` },
  );
}

/** Bytes of a file's name that every file system takes. */
const longestName = 255;

function checkLength(path: string): void {
  const length = Buffer.byteLength(basename(path));
  if (length <= longestName) return;
  throw new RowcastError(
    'DESTINATION_NOT_WRITABLE',
    `The name of the output is ${length} bytes long: expected at most ${longestName}.`,
    'Name a file with a shorter name.',
  );
}

/** The path that an output's name leads to. Throws DESTINATION_NOT_WRITABLE where its folder is not there. */
export function realTarget(path: string): string {
  const absolute = resolve(path);
  if (statsOf(absolute) !== undefined) return realpathSync(absolute);
  const folder = dirname(absolute);
  const stats = statsOf(folder);
  if (stats?.isDirectory() !== true) {
    throw new RowcastError(
      'DESTINATION_NOT_WRITABLE',
      `The folder of the output, "${dirname(path)}", is ${stats === undefined ? 'not there' : 'a file'}.`,
      'Make the folder, or name another.',
    );
  }
  return join(realpathSync(folder), basename(absolute));
}

function checkWritable(path: string, folder: string): void {
  try {
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw new RowcastError(
      'DESTINATION_NOT_WRITABLE',
      `The output "${path}" cannot be written: no permission in folder "${folder}".`,
      'Name a folder you may write to.',
      { cause },
    );
  }
}
