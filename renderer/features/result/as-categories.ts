/** Shows whole numbers of few values, as a classifier's label, by value: their average says nothing. */
import type { ColumnProfile } from '../../../contract/index.ts';

const mostValues = 10;

/** The profile with its most frequent values in place of a histogram, where each bar of that stands for one whole number. */
export function asCategories(profile: ColumnProfile): ColumnProfile {
  const { histogram, type } = profile;
  if (histogram === null || !/INT/.test(type)) return profile;
  const { edges, counts } = histogram;
  const isWhole = edges.every((edge, at) => edge - (edges[0] ?? 0) === at && Number.isInteger(edge + 0.5));
  if (!isWhole || counts.length > mostValues) return profile;
  const values = counts
    .map((count, at) => ({ value: String((edges[at] ?? 0) + 0.5), count }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
  return { ...profile, histogram: null, top: { values, others: 0 } };
}
