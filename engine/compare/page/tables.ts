/** The tables of a report. */
import type { Agreement, CompareReport, Quality, SegmentPart, SwapCell } from '../../../contract/index.ts';
import { count, decimal, orDash, percent, signed } from '../written-numbers.ts';
import { html, type Markup } from './markup.ts';

/** The first column is text, all others are numbers; those from `offPaper` on are not printed. */
export function table(
  head: readonly string[],
  rows: readonly (readonly (string | Markup)[])[],
  offPaper = Number.POSITIVE_INFINITY,
): Markup {
  const cellOf = (cell: string | Markup, at: number) =>
    at >= offPaper ? html`<td class="off-paper">${cell}</td>` : html`<td>${cell}</td>`;
  const headOf = (cell: string, at: number) =>
    at >= offPaper ? html`<th scope="col" class="off-paper">${cell}</th>` : html`<th scope="col">${cell}</th>`;
  return html`<table>
    <thead>
      <tr>
        ${head.map(headOf)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([first = '', ...cells]) =>
          html`<tr>
            <th scope="row">${first}</th>
            ${cells.map((cell, at) => cellOf(cell, at + 1))}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

type Read = (quality: Quality) => number | null;

const binary: readonly [string, Read][] = [
  ['AUC', (q) => (q.task === 'binary' ? q.auc : null)],
  ['Gini', (q) => (q.task === 'binary' ? q.gini : null)],
  ['average precision', (q) => (q.task === 'binary' ? q.averagePrecision : null)],
  ['KS', (q) => (q.task === 'binary' ? q.ks : null)],
  ['log loss ↓', (q) => (q.task === 'binary' ? q.logLoss : null)],
  ['Brier score ↓', (q) => (q.task === 'binary' ? q.brier : null)],
  ['calibration error ↓', (q) => (q.task === 'binary' ? q.ece : null)],
  ['Hosmer–Lemeshow p', (q) => (q.task === 'binary' ? (q.hosmerLemeshow?.pValue ?? null) : null)],
  ['right decisions', (q) => (q.task === 'binary' ? (q.confusion?.accuracy ?? null) : null)],
  ['precision', (q) => (q.task === 'binary' ? (q.confusion?.precision ?? null) : null)],
  ['recall', (q) => (q.task === 'binary' ? (q.confusion?.recall ?? null) : null)],
  ['F1', (q) => (q.task === 'binary' ? (q.confusion?.f1 ?? null) : null)],
];

const regression: readonly [string, Read][] = [
  ['mean absolute error ↓', (q) => (q.task === 'regression' ? q.mae : null)],
  ['root mean squared error ↓', (q) => (q.task === 'regression' ? q.rmse : null)],
  ['R²', (q) => (q.task === 'regression' ? q.r2 : null)],
  ['mean absolute percentage error ↓', (q) => (q.task === 'regression' ? q.mape : null)],
  ['bias', (q) => (q.task === 'regression' ? q.bias : null)],
];

export function qualityTable({ quality, task }: CompareReport): Markup | null {
  if (quality.length === 0) return null;
  const lines = task === 'binary' ? binary : regression;
  return html`<h2>Quality</h2>
    <p>↓ marks figures of which less is better.</p>
    ${table(
      ['', ...quality.map(({ model }) => model)],
      lines.map(([name, read]) => [name, ...quality.map((one) => orDash(read(one), decimal))]),
    )}`;
}

export function agreementTable({ agreement }: CompareReport): Markup {
  const lines: readonly [string, (pair: Agreement) => string][] = [
    ['correlation of scores (Pearson)', (pair) => orDash(pair.pearson, decimal)],
    ['correlation of ranks (Spearman)', (pair) => orDash(pair.spearman, decimal)],
    ['pairs in order (Kendall)', (pair) => orDash(pair.kendall, decimal)],
    ['population stability index', (pair) => orDash(pair.psi, decimal)],
    ['largest gap of distributions (KS)', (pair) => orDash(pair.ks, decimal)],
    ['area between distributions (Wasserstein)', (pair) => orDash(pair.wasserstein, decimal)],
    ['mean difference', (pair) => orDash(pair.meanDifference, signed)],
    ['mean absolute difference', (pair) => orDash(pair.meanAbsoluteDifference, decimal)],
    ['largest difference', (pair) => orDash(pair.largestDifference, decimal)],
    ['same decision', (pair) => orDash(pair.decisions?.agreement ?? null, percent)],
    ["Cohen's kappa", (pair) => orDash(pair.decisions?.kappa ?? null, decimal)],
  ];
  return html`<h2>Agreement</h2>
    ${table(
      ['', ...agreement.map(({ champion, challenger }) => `${challenger} against ${champion}`)],
      lines.map(([name, read]) => [name, ...agreement.map(read)]),
    )}`;
}

export function swapTable(pair: Agreement): Markup | null {
  if (pair.decisions === null) return null;
  const { swap, championThreshold, challengerThreshold } = pair.decisions;
  const line = (name: string, cell: SwapCell) => [
    name,
    count(cell.rows),
    orDash(cell.share, percent),
    orDash(cell.positiveRate, percent),
    orDash(cell.championMean, decimal),
    orDash(cell.challengerMean, decimal),
    orDash(cell.value, count),
  ];
  const head = [
    'selected by',
    'rows',
    'share',
    'came true',
    `mean ${pair.champion}`,
    `mean ${pair.challenger}`,
    'value',
  ];
  const rows = [
    line('both', swap.kept),
    line(`${pair.challenger} alone`, swap.swappedIn),
    line(`${pair.champion} alone`, swap.swappedOut),
    line('neither', swap.rejected),
  ];
  const isKnown = head.map((_, at) => rows.some((row) => row[at] !== '–'));
  const known = (row: readonly string[]) => row.filter((_, at) => isKnown[at]);
  return html`<h3>Who is selected</h3>
    <p>
      ${pair.champion} selects from a score of ${decimal(championThreshold)} on, ${pair.challenger} from
      ${decimal(challengerThreshold)}.
    </p>
    ${table(known(head), rows.map(known))}`;
}

/** Weight of rows by tenths of both models, darker where there are more. */
export function migrationTable(pair: Agreement, migration: readonly (readonly number[])[]): Markup | null {
  if (migration.length === 0) return null;
  const all = migration.flat().reduce((sum, weight) => sum + weight, 0);
  const kept = migration.reduce((sum, line, at) => sum + (line[at] ?? 0), 0);
  return html`<h3>${percent(kept / all)} of the rows stay in their tenth</h3>
    <p>Rows by tenth of ${pair.champion} (down, lowest scores first) and of ${pair.challenger} (across).</p>
    ${heatTable(
      migration,
      migration.map((_, at) => String(at + 1)),
    )}`;
}

/** Weights by the same names down and across, darker where there are more. */
export function heatTable(weights: readonly (readonly number[])[], names: readonly string[]): Markup {
  const highest = Math.max(...weights.flat());
  return html`<table class="heat">
    <thead>
      <tr>
        <th></th>
        ${names.map((name) => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${weights.map(
        (line, at) =>
          html`<tr>
            <th scope="row">${names[at] ?? ''}</th>
            ${line.map((weight) => heatCell(weight, highest))}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function heatCell(weight: number, highest: number): Markup {
  const level = weight === 0 ? 0 : Math.ceil((weight / highest) * 5);
  return html`<td class="heat-${level}">${weight === 0 ? '' : count(weight)}</td>`;
}

export function segmentTables({ segments, task }: CompareReport): Markup | null {
  if (segments.length === 0) return null;
  return html`<h2>By segment</h2>
    ${segments.map(
      ({ column, parts }) =>
        html`<h3>${column}</h3>
          ${task === 'binary' ? binarySegments(parts) : regressionSegments(parts)}`,
    )}`;
}

function binarySegments(parts: readonly SegmentPart[]): Markup {
  const models = parts[0]?.quality.map(({ model }) => model) ?? [];
  const challengers = parts[0]?.agreement.map(({ challenger }) => challenger) ?? [];
  const auc = (part: SegmentPart, model: string) =>
    orDash(
      part.quality.flatMap((one) => (one.task === 'binary' && one.model === model ? [one.auc] : []))[0] ?? null,
      decimal,
    );
  const difference = (part: SegmentPart, challenger: string) => {
    const test = part.tests.find((one) => one.figure === 'auc' && one.challenger === challenger);
    return test === undefined ? '–' : `${signed(test.difference)} (${signed(test.low)} to ${signed(test.high)})`;
  };
  const pair = (part: SegmentPart, challenger: string) => part.agreement.find((one) => one.challenger === challenger);
  return table(
    [
      '',
      'rows',
      ...models.map((model) => `AUC ${model}`),
      ...challengers
        .map((model) => (models.length === 0 ? '' : `AUC difference ${model}`))
        .filter((text) => text !== ''),
      ...challengers.map((model) => `PSI ${model}`),
      ...challengers.map((model) => `same decision ${model}`),
    ],
    parts.map((part) => [
      part.name,
      count(part.rows),
      ...models.map((model) => auc(part, model)),
      ...(models.length === 0 ? [] : challengers.map((model) => difference(part, model))),
      ...challengers.map((model) => orDash(pair(part, model)?.psi ?? null, decimal)),
      ...challengers.map((model) => orDash(pair(part, model)?.decisions?.agreement ?? null, percent)),
    ]),
  );
}

function regressionSegments(parts: readonly SegmentPart[]): Markup {
  const models = parts[0]?.quality.map(({ model }) => model) ?? [];
  const challengers = parts[0]?.agreement.map(({ challenger }) => challenger) ?? [];
  const of = (part: SegmentPart, model: string, figure: 'mae' | 'bias') => {
    const found = part.quality.find((one) => one.model === model);
    return orDash(found?.task === 'regression' ? found[figure] : null, decimal);
  };
  return table(
    [
      '',
      'rows',
      ...models.map((model) => `MAE ${model}`),
      ...models.map((model) => `bias ${model}`),
      ...challengers.map((model) => `PSI ${model}`),
    ],
    parts.map((part) => [
      part.name,
      count(part.rows),
      ...models.map((model) => of(part, model, 'mae')),
      ...models.map((model) => of(part, model, 'bias')),
      ...challengers.map((model) =>
        orDash(part.agreement.find((one) => one.challenger === model)?.psi ?? null, decimal),
      ),
    ]),
  );
}

/** As many columns as a sheet of paper is wide. */
export const printedColumns = 12;

export function disagreementTable(pair: CompareReport['agreement'][number]): Markup | null {
  const [first] = pair.disagreements;
  if (first === undefined) return null;
  const columns = Object.keys(first.values);
  return html`<h3>Rows on which ${pair.challenger} and ${pair.champion} differ most</h3>
    ${
      columns.length + 4 > printedColumns
        ? html`<p class="on-paper">
            On paper the first ${count(printedColumns - 4)} columns stand here; the screen shows all.
          </p>`
        : null
    }
    <div class="wide">
      ${table(
        ['row', pair.champion, pair.challenger, 'difference', ...columns],
        pair.disagreements.map(({ row, champion, challenger, difference, values }) => [
          count(row),
          decimal(champion),
          decimal(challenger),
          signed(difference),
          ...columns.map((name) => values[name] ?? ''),
        ]),
        printedColumns,
      )}
    </div>`;
}
