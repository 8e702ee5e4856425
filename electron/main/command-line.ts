/** Finds the files among what the app was started with. */
import { resolve } from 'node:path';

/**
 * Absolute paths of the files that were named behind the executable. What begins with a dash is a switch, unless it stands behind
 * `--`. In development the first word that is no switch is the app's own folder.
 */
export function filesAmong(words: readonly string[], folder: string, development: boolean): string[] {
  const end = words.indexOf('--');
  const before = (end < 0 ? words : words.slice(0, end)).filter((word) => word !== '' && !word.startsWith('-'));
  const after = end < 0 ? [] : words.slice(end + 1);
  return [...before.slice(development ? 1 : 0), ...after].map((word) => resolve(folder, word));
}
