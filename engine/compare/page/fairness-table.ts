/** The table of a report that tells how alike groups are treated. */
import type { CompareReport } from '../../../contract/index.ts';
import { count, decimal, orDash, percent } from '../written-numbers.ts';
import { html, type Markup } from './markup.ts';
import { table } from './tables.ts';

export function fairnessTables({ fairness, label }: CompareReport): Markup | null {
  if (fairness.length === 0) return null;
  const rates = [
    ['selected', 'selection'],
    ...(label === null ? [] : [['selected of the positive', 'truePositive'] as const]),
    ...(label === null ? [] : [['selected of the negative', 'falsePositive'] as const]),
  ] as const;
  return html`<h2>How alike groups are treated</h2>
    <p>
      Shares of each group that a model selects. The last line is the smallest share over the largest, of groups of at
      least 30 rows: 1 where all are treated alike.
    </p>
    ${fairness.map(
      ({ column, groups, ratios }) =>
        html`<h3>${column}</h3>
          ${table(
            ['', 'rows', ...ratios.flatMap(({ model }) => rates.map(([name]) => `${name}, ${model}`))],
            [
              ...groups.map(({ name, rows, models }) => [
                name,
                count(rows),
                ...models.flatMap((model) => rates.map(([, key]) => orDash(model[key], percent))),
              ]),
              [
                'smallest ÷ largest',
                '',
                ...ratios.flatMap((ratio) => rates.map(([, key]) => orDash(ratio[key], decimal))),
              ],
            ],
          )}`,
    )}`;
}
