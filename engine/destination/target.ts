/** Where the output will stand, checked before anything is read: not over a source, not over a file unasked. */
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { RowcastError, type Destination, type SourceFile } from '../../contract/index.ts';

/** The path that will be written, behind any symbolic link. */
export function checkTarget(destination: Destination, sources: readonly SourceFile[]): string {
  const target = realTarget(destination.path);
  const existing = statSync(target, { throwIfNoEntry: false });
  if (existing?.isDirectory() === true) {
    throw new RowcastError(
      'DESTINATION_NOT_WRITABLE',
      `The output "${destination.path}" is a folder.`,
      `Name a file in it, for example "${join(destination.path, 'scored.parquet')}".`,
    );
  }
  for (const source of sources) {
    const read = statSync(source.path);
    if (existing === undefined || read.dev !== existing.dev || read.ino !== existing.ino) continue;
    throw new RowcastError(
      'DESTINATION_IS_SOURCE',
      `The output "${destination.path}" is the table that is read ("${source.path}").`,
      'Name another file; --overwrite does not allow this.',
    );
  }
  if (existing !== undefined && !destination.overwrite) throw exists(destination.path);
  checkWritable(destination.path, dirname(target));
  return target;
}

export function exists(path: string): RowcastError {
  return new RowcastError(
    'DESTINATION_EXISTS',
    `The output "${path}" is there already and was left as it is.`,
    'Pass --overwrite to replace it, or name another file.',
  );
}

function realTarget(path: string): string {
  const absolute = resolve(path);
  if (statSync(absolute, { throwIfNoEntry: false }) !== undefined) return realpathSync(absolute);
  const folder = dirname(absolute);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new RowcastError(
      'DESTINATION_NOT_WRITABLE',
      `The folder of the output, "${folder}", is not there.`,
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
