/** A correction for having looked many times. */

/**
 * Holm (1979): each p value as it counts after the correction, so that the chance of any false finding stays below the level that it
 * is held against, however the tests depend on each other.
 */
export function holmAdjusted(pValues: readonly number[]): number[] {
  const order = pValues.map((p, at) => ({ p, at })).toSorted((a, b) => a.p - b.p);
  const adjusted = Array<number>(pValues.length).fill(1);
  let highest = 0;
  order.forEach(({ p, at }, rank) => {
    highest = Math.max(highest, Math.min(1, p * (pValues.length - rank)));
    adjusted[at] = highest;
  });
  return adjusted;
}
