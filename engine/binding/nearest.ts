/** Finds what a mistyped name probably meant. */
import { closest, distance } from 'fastest-levenshtein';

/** The candidate nearest to `name`, or undefined where none is near enough to be worth saying. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) return undefined;
  const lower = name.toLowerCase();
  const byLower = new Map(candidates.map((candidate) => [candidate.toLowerCase(), candidate]));
  const match = closest(lower, [...byLower.keys()]);
  // Of a short name, half must be right: "f" is not a mistyped "a".
  const limit = Math.min(Math.max(2, Math.floor(name.length / 3)), Math.floor(name.length / 2));
  return distance(lower, match) <= limit ? byLower.get(match) : undefined;
}
