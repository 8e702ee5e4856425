/** Writes what a comparison of rankers found for a person. */
import type { RankingAgreement, RankingQuality, RankingReport } from '../../contract/index.ts';
import { decimal, percent, written } from './figures.ts';
import { count } from './numbers.ts';
import { textTable } from './text-table.ts';

const lines: readonly (readonly [name: string, value: (figures: RankingQuality) => number | null])[] = [
  ['NDCG of the first 5', (one) => one.ndcg5],
  ['NDCG of the first 10', (one) => one.ndcg10],
  ['NDCG of all', (one) => one.ndcg],
  ['mean average precision', (one) => one.map],
  ['mean reciprocal rank', (one) => one.mrr],
];

export function rankingTexts({ column, groups, rowsWithoutGroup, quality, agreement }: RankingReport): string[] {
  const left = rowsWithoutGroup === 0 ? '' : `; ${count(rowsWithoutGroup)} rows belong to none and are left out`;
  return [
    `${count(groups)} groups by ${column}${left}`,
    ...(quality.length > 0 ? [qualityTable(quality)] : []),
    ...agreement.map(agreementText),
  ];
}

function qualityTable(quality: readonly RankingQuality[]): string {
  const rows = lines.map(([name, value]) => [name, ...quality.map((one) => written(value(one), decimal))]);
  const numeric = new Set(quality.map((_, index) => index + 1));
  return textTable(['order within groups', ...quality.map(({ model }) => model)], rows, { numeric });
}

function agreementText({ champion, challenger, rankCorrelation, topOverlap }: RankingAgreement): string {
  const figures = [
    ['mean correlation of ranks', written(rankCorrelation, decimal)],
    ['same rows among the first 10', written(topOverlap, percent)],
  ];
  return textTable([`order by ${challenger} and ${champion}`, ''], figures, { numeric: new Set([1]) });
}
