/** Writes what a comparison of models with several classes found for a person. */
import type { ClassAgreement, ClassesFigures, ClassesReport } from '../../contract/index.ts';
import { decimal, percent, written } from './figures.ts';
import { count } from './numbers.ts';
import { textTable } from './text-table.ts';

export function classTexts({ classes, quality, agreement }: ClassesReport): string[] {
  return [
    ...(quality.length > 0 ? [qualityTable(quality)] : []),
    ...agreement.map((pair) => agreementText(pair, classes)),
  ];
}

const lines: readonly (readonly [name: string, value: (figures: ClassesFigures) => string])[] = [
  ['right class (accuracy)', (one) => written(one.accuracy, percent)],
  ['balanced accuracy', (one) => written(one.balancedAccuracy, decimal)],
  ['macro F1', (one) => written(one.macroF1, decimal)],
  ['weighted F1', (one) => written(one.weightedF1, decimal)],
  ['log loss (less is better)', (one) => written(one.logLoss, decimal)],
  ['Brier score (less is better)', (one) => written(one.brier, decimal)],
  ['AUC, mean over classes', (one) => written(one.auc, decimal)],
];

function qualityTable(quality: readonly ClassesFigures[]): string {
  const rows = lines.map(([name, value]) => [name, ...quality.map(value)]);
  const numeric = new Set(quality.map((_, index) => index + 1));
  return textTable(['quality', ...quality.map(({ model }) => model)], rows, { numeric });
}

/** More classes than this make a table that no terminal is wide enough for; the report holds it. */
const mostShown = 12;

function agreementText(pair: ClassAgreement, classes: readonly string[]): string {
  const { champion, challenger, migration } = pair;
  const figures = [
    ['same class', written(pair.agreement, percent)],
    ["Cohen's kappa", written(pair.kappa, decimal)],
    ['mean distance of probabilities', written(pair.meanDistance, decimal)],
    ['largest distance of probabilities', written(pair.largestDistance, decimal)],
  ];
  const table = textTable([`${challenger} against ${champion}`, ''], figures, { numeric: new Set([1]) });
  if (classes.length > mostShown) return table;
  const rows = migration.map((line, at) => [`${classes[at]} by ${champion}`, ...line.map(count)]);
  const head = ['', ...classes.map((name) => `${name} by ${challenger}`)];
  return `${table}\n\n${textTable(head, rows, { numeric: new Set(classes.map((_, at) => at + 1)) })}`;
}
