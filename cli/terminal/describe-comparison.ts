/** Writes what a comparison found for a person: the answer first, then the figures it rests on. */
import {
  foundText,
  type Agreement,
  type BinaryQuality,
  type CompareReport,
  type LimitResult,
  type Quality,
  type RegressionQuality,
} from '../../contract/index.ts';
import { classTexts } from './describe-classes.ts';
import { driftTexts } from './describe-drift.ts';
import { rankingTexts } from './describe-ranking.ts';
import { decimal, percent, written } from './figures.ts';
import { count, duration } from './numbers.ts';
import { textTable } from './text-table.ts';

export function describeComparison(report: CompareReport, folder: string): string {
  return `${[
    rowsLine(report),
    ...(report.quality.length > 0 ? [qualityTable(report.quality)] : []),
    ...(report.ranking === null ? [] : rankingTexts(report.ranking)),
    ...report.agreement.map(agreementText),
    ...(report.classes === null ? [] : classTexts(report.classes)),
    ...(report.drift === null ? [] : driftTexts(report.drift)),
    ...(report.verdict === null ? [] : [limitsTable(report.verdict.limits)]),
    findingsShown(report)
      .map((finding) => `• ${finding}`)
      .join('\n'),
    `Wrote report.html, report.json and scored.parquet to ${folder} in ${duration(report.seconds)}.`,
  ].join('\n\n')}\n`;
}

/** A verdict that was not passed is what the command ends with, on stderr. */
function findingsShown({ findings, verdict }: CompareReport): string[] {
  return verdict?.passed === false ? findings.slice(1) : findings;
}

function rowsLine({ rows, models, label, drift }: CompareReport): string {
  const [champion, ...challengers] = models.map(({ name }) => name);
  const judged = label === null ? '' : `, ${count(rows.judged)} with a label in ${label.column}`;
  const left = rows.read - rows.compared;
  const out = left === 0 ? '' : `; ${count(left)} ${left === 1 ? 'was' : 'were'} left out: without a score or a weight`;
  if (drift !== null) {
    const { first, second } = drift;
    return `${champion} on ${count(second.rows)} rows of ${second.file} against ${count(first.rows)} rows of ${first.file}${judged}${out}`;
  }
  return `${champion} against ${challengers.join(', ')} on ${count(rows.compared)} row${rows.compared === 1 ? '' : 's'}${judged}${out}`;
}

function limitsTable(limits: readonly LimitResult[]): string {
  const rows = limits.map((one) => [
    one.limit,
    one.challenger,
    foundText(one, decimal),
    one.holds ? 'kept' : 'not kept',
  ]);
  return textTable(['limit', 'model', 'found', ''], rows, { numeric: new Set([2]) });
}

type Line<Q> = readonly [name: string, value: (quality: Q) => number | null, write: (value: number) => string];

const binaryLines: readonly Line<BinaryQuality>[] = [
  ['AUC', (q) => q.auc, decimal],
  ['Gini', (q) => q.gini, decimal],
  ['average precision', (q) => q.averagePrecision, decimal],
  ['KS', (q) => q.ks, decimal],
  ['log loss (less is better)', (q) => q.logLoss, decimal],
  ['Brier score (less is better)', (q) => q.brier, decimal],
  ['calibration error (less is better)', (q) => q.ece, decimal],
];

const regressionLines: readonly Line<RegressionQuality>[] = [
  ['mean absolute error', (q) => q.mae, decimal],
  ['root mean squared error', (q) => q.rmse, decimal],
  ['R²', (q) => q.r2, decimal],
  ['mean absolute percentage error', (q) => q.mape, percent],
  ['bias', (q) => q.bias, decimal],
];

function qualityTable(quality: readonly Quality[]): string {
  const binary = quality.filter((one) => one.task === 'binary');
  const regression = quality.filter((one) => one.task === 'regression');
  return binary.length > 0 ? linesTable(binary, binaryLines) : linesTable(regression, regressionLines);
}

function linesTable<Q extends Quality>(quality: readonly Q[], lines: readonly Line<Q>[]): string {
  const rows = lines.map(([name, value, write]) => [name, ...quality.map((one) => written(value(one), write))]);
  const numeric = new Set(quality.map((_, index) => index + 1));
  return textTable(['quality', ...quality.map(({ model }) => model)], rows, { numeric });
}

function agreementText(pair: Agreement): string {
  const figures = [
    ['correlation of scores', written(pair.pearson, decimal)],
    ['correlation of ranks', written(pair.spearman, decimal)],
    ['population stability index', written(pair.psi, decimal)],
    ['largest gap of distributions (KS)', written(pair.ks, decimal)],
    ['mean difference', written(pair.meanDifference, decimal)],
    ['mean absolute difference', written(pair.meanAbsoluteDifference, decimal)],
  ];
  const table = textTable([`${pair.challenger} against ${pair.champion}`, ''], figures, { numeric: new Set([1]) });
  return pair.decisions === null ? table : `${table}\n\n${swapText(pair, pair.decisions)}`;
}

function swapText(pair: Agreement, decided: NonNullable<Agreement['decisions']>): string {
  const { swap } = decided;
  const rows = [
    ['both', swap.kept],
    [`${pair.challenger} alone`, swap.swappedIn],
    [`${pair.champion} alone`, swap.swappedOut],
    ['neither', swap.rejected],
  ] as const;
  const head = ['selected by', 'rows', 'share', 'came true', 'value'];
  const lines = rows.map(([name, cell]) => [
    name,
    count(cell.rows),
    written(cell.share, percent),
    written(cell.positiveRate, percent),
    written(cell.value, count),
  ]);
  const shown = head.map((_, at) => at < 3 || lines.some((line) => line[at] !== '–'));
  const keep = (line: readonly string[]) => line.filter((_, at) => shown[at]);
  const thresholds =
    decided.championThreshold === decided.challengerThreshold
      ? `from a score of ${decimal(decided.championThreshold)} on`
      : `from ${decimal(decided.championThreshold)} and ${decimal(decided.challengerThreshold)} on`;
  return [
    `They decide the same on ${written(decided.agreement, percent)} of the rows, ${thresholds} (Cohen's kappa ${written(decided.kappa, decimal)})`,
    textTable(keep(head), lines.map(keep), { numeric: new Set([1, 2, 3, 4]) }),
  ].join('\n');
}
