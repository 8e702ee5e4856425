/** What two rankers make of the same groups, in sentences. */
import type { RankingReport } from '../../../contract/index.ts';
import { count, decimal, percent } from '../written-numbers.ts';

export function rankingSentences({ column, groups, judgedGroups, quality, agreement }: RankingReport): string[] {
  const judged = `The quality of the order is the mean of ${count(judgedGroups)} of ${count(groups)} groups by ${column}, those with a grade above 0.`;
  return [
    ...(quality.length === 0 ? [] : [judged]),
    ...agreement.flatMap(({ champion, challenger, rankCorrelation, topOverlap }) => {
      if (rankCorrelation === null) return [];
      const shared = topOverlap === null ? '' : `, and ${percent(topOverlap)} of its first 10 rows are the same`;
      return [
        `Within a group, the ranks of ${challenger} and ${champion} correlate by ${decimal(rankCorrelation)} (mean)${shared}.`,
      ];
    }),
  ];
}
