/** Where the output will stand, checked before anything is read: not over a source, not over a file unasked. */
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { statsOf } from '../source/files.ts';
import { RowcastError, type Destination, type ModelReference, type SourceFile } from '../../contract/index.ts';

/** The path that will be written, behind any symbolic link. */
export function checkTarget(
  destination: Destination,
  sources: readonly SourceFile[],
  models: readonly ModelReference[],
): string {
  const target = realTarget(destination.path);
  const existing = statSync(target, { throwIfNoEntry: false });
  if (existing?.isDirectory() === true) {
    throw new RowcastError(
      'DESTINATION_NOT_WRITABLE',
      `The output "${destination.path}" is a folder.`,
      `Name a file in it, for example "${join(destination.path, 'scored.parquet')}".`,
    );
  }
  const inputs = [
    ...sources.map((source) => ({ what: 'the table that is read', path: source.path })),
    ...models.map((model) => ({ what: 'the model', path: model.path })),
  ];
  for (const { what, path } of inputs) {
    const read = statsOf(path);
    if (existing === undefined || read?.dev !== existing.dev || read.ino !== existing.ino) continue;
    throw new RowcastError(
      'DESTINATION_IS_SOURCE',
      `The output "${destination.path}" is ${what} ("${path}").`,
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
