/** How well models order the rows of each group, such as the documents of a query: part of `report.json`, documented in docs/compare.md. */
import { z } from 'zod';

/** Null where no group defines it. */
const Figure = z.number().nullable();

/** Means over the groups with a grade above 0. */
export const RankingQuality = z.object({
  model: z.string(),
  /** Normalized discounted cumulative gain of the first 5 rows: gains 2^grade − 1, discounts log2(1 + place), ties averaged. */
  ndcg5: Figure,
  ndcg10: Figure,
  /** Of all rows. */
  ndcg: Figure,
  /** Mean average precision; a row is relevant where its grade is above 0. */
  map: Figure,
  /** Mean of 1 / the place of the first relevant row. */
  mrr: Figure,
});
export type RankingQuality = z.infer<typeof RankingQuality>;

/** How far two models order the rows of a group the same; needs no grades. */
export const RankingAgreement = z.object({
  champion: z.string(),
  challenger: z.string(),
  /** Mean Spearman's correlation within the groups in which neither model gives all rows one score. */
  rankCorrelation: Figure,
  correlatedGroups: z.int(),
  /** Mean share of the champion's first 10 rows that are among the challenger's, of groups of more than 10 rows. */
  topOverlap: Figure,
  overlapGroups: z.int(),
});
export type RankingAgreement = z.infer<typeof RankingAgreement>;

export const RankingReport = z.object({
  /** Column whose values are the groups. */
  column: z.string(),
  groups: z.int(),
  /** Groups with a grade above 0; the others are left out of the quality. */
  judgedGroups: z.int(),
  /** Rows that every model gave a score, and that no group is known of: left out here. */
  rowsWithoutGroup: z.int(),
  /** Empty without grades. */
  quality: z.array(RankingQuality),
  agreement: z.array(RankingAgreement),
});
export type RankingReport = z.infer<typeof RankingReport>;
