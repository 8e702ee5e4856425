/** Where Rowcast keeps what a user would miss: settings, history and library. */
import { chmodSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import envPaths from 'env-paths';

/** `ROWCAST_HOME`, or the folder that the system has for the data of a program. */
export function defaultHomeFolder(): string {
  const said = process.env['ROWCAST_HOME'];
  return said === undefined || said === '' ? envPaths('rowcast', { suffix: '' }).data : resolve(said);
}

/** Makes the folder, for this user alone, where it is not there yet. */
export function makeHomeFolder(folder: string): void {
  const made = mkdirSync(folder, { recursive: true, mode: 0o700 });
  // A mask may take rights from the owner, whom the mode must leave them.
  if (made !== undefined) chmodSync(folder, 0o700);
}
