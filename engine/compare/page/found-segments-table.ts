/** The segments that were found, as tables of a report. */
import type { CompareReport, FoundSegments } from '../../../contract/index.ts';
import { segmentName } from '../slices/sentence.ts';
import { count, pValue, signed } from '../written-numbers.ts';
import { html, type Markup } from './markup.ts';
import { table } from './tables.ts';

const figures: Readonly<Record<FoundSegments['figure'], string>> = {
  brier: 'Brier score, challenger minus champion',
  'wrong decisions': 'share of wrong decisions, challenger minus champion',
  'absolute error': 'mean absolute error, challenger minus champion',
  disagreement: 'mean absolute difference of the scores',
};

export function foundSegmentTables({ foundSegments }: Pick<CompareReport, 'foundSegments'>): Markup | null {
  const found = foundSegments.filter(({ segments }) => segments.length > 0);
  if (found.length === 0) return null;
  return html`<h2>Segments that were found</h2>
    ${found.map(
      ({ challenger, figure, rows, tested, columns, segments }) =>
        html`<h3>${challenger}</h3>
          <p>
            ${figures[figure]}, in segments of one or two of ${count(columns.length)} columns; ${count(tested)} were
            looked at, on ${count(rows)} rows. p is told after Holm's correction for that many.
          </p>
          ${table(
            ['segment', 'rows', 'mean', '95 % interval', 'elsewhere', 'p'],
            segments.map((one) => [
              segmentName(one),
              count(one.rows),
              signed(one.difference),
              `${signed(one.low)} to ${signed(one.high)}`,
              signed(one.elsewhere),
              pValue(one.pValue),
            ]),
          )}`,
    )}`;
}
