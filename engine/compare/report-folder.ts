/** The folder of a comparison's files: made where it is not there, and gone again where nothing came into it. */
import { mkdirSync, rmdirSync, statSync } from 'node:fs';
import { RowcastError } from '../../contract/index.ts';

export class ReportFolder {
  readonly #path: string;
  readonly #made: boolean;

  constructor(path: string) {
    this.#path = path;
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === true) throw notWritable(path, 'it is a file');
    try {
      this.#made = mkdirSync(path, { recursive: true }) !== undefined;
    } catch (cause) {
      throw notWritable(path, (cause as NodeJS.ErrnoException).code ?? 'unknown reason', cause);
    }
  }

  /** After a failure. A folder that others have written into meanwhile stays. */
  removeIfMade(): void {
    if (!this.#made) return;
    try {
      rmdirSync(this.#path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'ENOENT') throw error;
    }
  }
}

function notWritable(path: string, why: string, cause?: unknown): RowcastError {
  return new RowcastError(
    'DESTINATION_NOT_WRITABLE',
    `The folder "${path}" for the comparison cannot be made: ${why}.`,
    'Name another folder.',
    { cause },
  );
}
