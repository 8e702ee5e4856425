/** Shared libraries of operators that a job gives its models: the files that are meant, by their hashes. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { RowcastError, type OperatorLibrary } from '../../contract/index.ts';
import { statsOf, whereToLook } from '../source/files.ts';

/** Throws OPERATORS_NOT_LOADABLE where one is not there; whether it has operators is found when a model is loaded with it. */
export function operatorLibraries(paths: readonly string[]): Promise<OperatorLibrary[]> {
  return Promise.all(paths.map((path) => libraryAt(path)));
}

async function libraryAt(path: string): Promise<OperatorLibrary> {
  if (statsOf(path)?.isFile() !== true) {
    throw new RowcastError('OPERATORS_NOT_LOADABLE', `There is no library of operators "${path}".`, whereToLook(path), {
      windowHint: 'Choose the library again, or leave it out of the job file.',
    });
  }
  const hash = createHash('sha256');
  for await (const part of createReadStream(path, { highWaterMark: 2 ** 20 })) hash.update(part as Buffer);
  return { path: resolve(path), sha256: hash.digest('hex') };
}
