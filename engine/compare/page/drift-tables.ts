/** The tables of a report on two files through one model. */
import type { ColumnShift, DriftReport } from '../../../contract/index.ts';
import { count, decimal, orDash, percent, pValue, signed } from '../written-numbers.ts';
import { html, type Markup } from './markup.ts';
import { table } from './tables.ts';

export function driftTables(report: DriftReport): Markup {
  const { score, columns } = report;
  return html`${filesTable(report)} ${qualityTable(report)} ${testTable(report)}
    <h2>Scores</h2>
    ${shiftTable([score])}
    <h2>Columns behind the scores, the one that moved most first</h2>
    <p>
      By the population stability index: up to 0.1 a column hardly moved, from 0.25 on much. Columns of text and of true
      and false are compared value by value and have no mean.
    </p>
    ${shiftTable(columns)}`;
}

function filesTable({ first, second }: DriftReport): Markup {
  return html`<h2>Files</h2>
    ${table(
      ['', 'rows', 'with a score', 'with a label too'],
      [first, second].map(({ file, read, rows, judged }) => [file, count(read), count(rows), count(judged)]),
    )}`;
}

const qualityNames: Readonly<Record<string, string>> = {
  auc: 'AUC',
  gini: 'Gini',
  averagePrecision: 'average precision',
  ks: 'KS',
  logLoss: 'log loss ↓',
  brier: 'Brier score ↓',
  ece: 'calibration error ↓',
  mae: 'mean absolute error ↓',
  rmse: 'root mean squared error ↓',
  r2: 'R²',
  mape: 'mean absolute percentage error ↓',
  bias: 'bias',
};

function qualityTable({ first, second }: DriftReport): Markup | null {
  const keys = Object.keys({ ...first.quality, ...second.quality });
  if (keys.length === 0) return null;
  return html`<h2>Quality</h2>
    <p>↓ marks figures of which less is better.</p>
    ${table(
      ['', first.file, second.file],
      keys.map((key) => [
        qualityNames[key] ?? key,
        ...[first, second].map(({ quality }) => orDash(quality[key] ?? null, decimal)),
      ]),
    )}`;
}

function testTable({ tests, first, second }: DriftReport): Markup | null {
  if (tests.length === 0) return null;
  const between = ({ value, low, high }: { value: number; low: number; high: number }) =>
    `${decimal(value)} (${decimal(low)} to ${decimal(high)})`;
  return html`<h3>How sure the difference is</h3>
    ${table(
      ['', first.file, second.file, 'difference', '95 % interval', 'p'],
      tests.map((test) => [
        qualityNames[test.figure] ?? test.figure,
        between(test.first),
        between(test.second),
        signed(test.difference),
        `${signed(test.low)} to ${signed(test.high)}`,
        pValue(test.pValue),
      ]),
    )}`;
}

function shiftTable(shifts: readonly ColumnShift[]): Markup {
  return html`<div class="wide">
    ${table(
      ['', 'PSI', 'KS', 'Wasserstein', 'first mean', 'second mean', 'difference', 'first missing', 'second missing'],
      shifts.map((one) => {
        const isNumber = one.kind === 'number';
        return [
          one.column,
          orDash(one.psi, decimal),
          orDash(one.ks, decimal),
          orDash(one.wasserstein, one.kind === 'time' ? seconds : decimal),
          orDash(isNumber ? one.first.mean : null, decimal),
          orDash(isNumber ? one.second.mean : null, decimal),
          orDash(one.meanDifference, one.kind === 'time' ? seconds : signed),
          orDash(one.first.missing, percent),
          orDash(one.second.missing, percent),
        ];
      }),
    )}
  </div>`;
}

function seconds(value: number): string {
  return `${count(value)} s`;
}
