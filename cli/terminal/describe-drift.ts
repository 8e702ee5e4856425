/** Writes what a comparison of two files through one model found for a person. */
import type { ColumnShift, DriftReport } from '../../contract/index.ts';
import { decimal, percent, written } from './figures.ts';
import { textTable } from './text-table.ts';

/** Columns that are told; the report holds all. */
const mostShown = 10;

export function driftTexts({ first, second, score, columns, tests }: DriftReport): string[] {
  const shown = [score, ...columns.slice(0, mostShown)];
  const left = columns.length - mostShown;
  return [
    ...(tests.length === 0 ? [] : [qualityTable(first, second)]),
    `${shiftTable(shown)}${left > 0 ? `\n… and ${left} more columns that moved less` : ''}`,
  ];
}

const names: Readonly<Record<string, string>> = {
  auc: 'AUC',
  logLoss: 'log loss (less is better)',
  brier: 'Brier score (less is better)',
  mae: 'mean absolute error',
  rmse: 'root mean squared error',
};

function qualityTable(first: DriftReport['first'], second: DriftReport['second']): string {
  const rows = Object.entries(names)
    .filter(([key]) => first.quality[key] !== undefined || second.quality[key] !== undefined)
    .map(([key, name]) => [name, ...[first, second].map(({ quality }) => written(quality[key] ?? null, decimal))]);
  return textTable(['quality', first.file, second.file], rows, { numeric: new Set([1, 2]) });
}

function shiftTable(shifts: readonly ColumnShift[]): string {
  const rows = shifts.map((one) => [
    one.column,
    written(one.psi, decimal),
    written(one.ks, decimal),
    written(one.kind === 'number' ? one.first.mean : null, decimal),
    written(one.kind === 'number' ? one.second.mean : null, decimal),
    written(one.first.missing, percent),
    written(one.second.missing, percent),
  ]);
  const head = ['', 'PSI', 'KS', 'first mean', 'second mean', 'first missing', 'second missing'];
  return textTable(head, rows, { numeric: new Set([1, 2, 3, 4, 5, 6]) });
}
