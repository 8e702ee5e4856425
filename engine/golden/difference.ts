/** How far two sets of scores are apart. */

/** One score twice; a list counts value by value. */
export interface Pair {
  row: number;
  name: string;
  before: unknown;
  now: unknown;
}

export interface Difference extends Pair {
  /** Relative where the values are beyond 1; infinite where they are no numbers and not the same. */
  by: number;
}

/** The first of the largest; undefined without pairs. */
export function largestDifference(pairs: readonly Pair[]): Difference | undefined {
  let largest: Difference | undefined;
  for (const pair of pairs) {
    const by = difference(pair.before, pair.now);
    if (largest === undefined || by > largest.by) largest = { ...pair, by };
  }
  return largest;
}

function difference(before: unknown, now: unknown): number {
  if (Array.isArray(before) && Array.isArray(now)) {
    if (before.length !== now.length) return Number.POSITIVE_INFINITY;
    return before.reduce<number>((most, value, at) => Math.max(most, difference(value, now[at])), 0);
  }
  if (Object.is(before, now) || before === now) return 0;
  if (typeof before !== 'number' || typeof now !== 'number') return Number.POSITIVE_INFINITY;
  const by = Math.abs(before - now) / Math.max(1, Math.abs(before));
  return Number.isNaN(by) ? Number.POSITIVE_INFINITY : by;
}
