/** What a table is called in the window. */
import { fileName } from './paths.ts';

/** `flights.csv`, or `2024.csv and 3 more`. */
export function sourceName(paths: readonly string[]): string {
  const [first = '', ...more] = paths;
  const name = fileName(first);
  return more.length === 0 ? name : `${name} and ${more.length} more`;
}
