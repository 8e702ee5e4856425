/** Finds the files among what the app was started with. */
import { resolve } from 'node:path';

/**
 * Absolute paths of the files that were named. `words` begins after the executable and, in development, after the app's folder.
 * What begins with a dash is a switch, unless it stands behind `--`.
 */
export function filesAmong(words: readonly string[], folder: string): string[] {
  const end = words.indexOf('--');
  const before = end < 0 ? words : words.slice(0, end);
  const after = end < 0 ? [] : words.slice(end + 1);
  return [...before.filter((word) => word !== '' && !word.startsWith('-')), ...after].map((word) =>
    resolve(folder, word),
  );
}
