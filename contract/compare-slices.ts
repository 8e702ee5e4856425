/** Segments that a comparison found by itself, by one column or by two. */
import { z } from 'zod';

export const FoundSegment = z.object({
  /** One column with its value or range, or two. */
  where: z.array(z.object({ column: z.string(), name: z.string() })),
  rows: z.int(),
  /** Mean of the figure over the rows of the segment: challenger minus champion, or how far their scores lie apart. */
  difference: z.number(),
  /** The 95 % interval of that mean: of this segment alone, with no correction; what is tested is its gap to the other rows too. */
  low: z.number(),
  high: z.number(),
  /** Mean over all other rows. */
  elsewhere: z.number(),
  /** Two-sided, after Holm's correction for all segments that were looked at, of all challengers. */
  pValue: z.number(),
});
export type FoundSegment = z.infer<typeof FoundSegment>;

/** Where a challenger is surely worse, and more so than elsewhere; without labels, where it surely differs more than elsewhere. */
export const FoundSegments = z.object({
  champion: z.string(),
  challenger: z.string(),
  /**
   * What is held against each other: squared gaps of probabilities to what came true, wrong decisions, absolute errors of numbers, or
   * without labels the absolute difference of both scores.
   */
  figure: z.enum(['brier', 'wrong decisions', 'absolute error', 'disagreement']),
  /** Rows that were looked at: all, or some at even distances of very many. */
  rows: z.int(),
  columns: z.array(z.string()),
  /** Beyond as many columns as are looked at. */
  leftOut: z.array(z.string()),
  /** Segments of one and of two columns that have enough rows, and whose rows differ. */
  tested: z.int(),
  /** How many are surely worse. */
  count: z.int(),
  /** At most 20 of them, those that cost most over all their rows first. */
  segments: z.array(FoundSegment),
});
export type FoundSegments = z.infer<typeof FoundSegments>;
