/** The tables of a report on how rankers order the rows of groups. */
import type { PairedTest, RankingAgreement, RankingQuality, RankingReport } from '../../../contract/index.ts';
import { count, decimal, orDash, percent, signed } from '../written-numbers.ts';
import { html, type Markup } from './markup.ts';
import { table } from './tables.ts';

const figures: readonly (readonly [name: string, key: Exclude<keyof RankingQuality, 'model'>])[] = [
  ['NDCG of the first 5', 'ndcg5'],
  ['NDCG of the first 10', 'ndcg10'],
  ['NDCG of all', 'ndcg'],
  ['mean average precision', 'map'],
  ['mean reciprocal rank', 'mrr'],
];

export function rankingTables(ranking: RankingReport, tests: readonly PairedTest[]): Markup {
  const { column, groups, rowsWithoutGroup, agreement } = ranking;
  const left = rowsWithoutGroup === 0 ? '' : ` ${count(rowsWithoutGroup)} rows belong to none and are left out.`;
  return html`<h2>Order within groups</h2>
    <p>${count(groups)} groups by ${column}.${left}</p>
    ${qualityTable(ranking)} ${testTable(tests)} ${agreementTable(agreement)}`;
}

function qualityTable({ quality, judgedGroups }: RankingReport): Markup | null {
  if (quality.length === 0) return null;
  return html`<p>Means over the ${count(judgedGroups)} groups with a grade above 0.</p>
    ${table(
      ['', ...quality.map(({ model }) => model)],
      figures.map(([name, key]) => [name, ...quality.map((one) => orDash(one[key], decimal))]),
    )}`;
}

function testTable(tests: readonly PairedTest[]): Markup | null {
  if (tests.length === 0) return null;
  return html`<h3>How sure the differences are</h3>
    ${table(
      ['', 'challenger', 'difference', '95 % interval'],
      tests.map(({ figure, challenger, difference, low, high }) => [
        figures.find(([, key]) => key === figure)?.[0] ?? figure,
        challenger,
        signed(difference),
        `${signed(low)} to ${signed(high)}`,
      ]),
    )}`;
}

function agreementTable(agreement: readonly RankingAgreement[]): Markup {
  return html`<h3>How alike the orders are</h3>
    ${table(
      ['', ...agreement.map(({ champion, challenger }) => `${challenger} against ${champion}`)],
      [
        ['mean correlation of ranks', ...agreement.map((pair) => orDash(pair.rankCorrelation, decimal))],
        ['groups with a correlation', ...agreement.map((pair) => count(pair.correlatedGroups))],
        ['same rows among the first 10', ...agreement.map((pair) => orDash(pair.topOverlap, percent))],
        ['groups of more than 10 rows', ...agreement.map((pair) => count(pair.overlapGroups))],
      ],
    )}`;
}
