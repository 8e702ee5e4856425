/** The tables of a report on models of several classes. */
import type { ClassAgreement, ClassesFigures, ClassesQuality, ClassesReport } from '../../../contract/index.ts';
import { count, decimal, orDash, percent, signed } from '../written-numbers.ts';
import { html, type Markup } from './markup.ts';
import { heatTable, printedColumns, table } from './tables.ts';

export function classTables(report: ClassesReport): Markup {
  const { classes, quality, agreement } = report;
  return html`${qualityTables(report)} ${agreementTable(agreement)}
  ${agreement.map((pair) => [migrationTable(pair, classes), shiftTable(pair)])}
  ${quality.map((one) => confusionTable(one, classes))} ${segmentTables(report)} ${agreement.map(disagreementTable)}`;
}

type Line<T> = readonly [name: string, value: (one: T) => string];

const qualityLines: readonly Line<ClassesFigures>[] = [
  ['right class (accuracy)', (one) => orDash(one.accuracy, percent)],
  ['balanced accuracy', (one) => orDash(one.balancedAccuracy, decimal)],
  ['macro F1', (one) => orDash(one.macroF1, decimal)],
  ['weighted F1', (one) => orDash(one.weightedF1, decimal)],
  ['log loss ↓', (one) => orDash(one.logLoss, decimal)],
  ['Brier score ↓', (one) => orDash(one.brier, decimal)],
  ['AUC, mean of one class against all others', (one) => orDash(one.auc, decimal)],
];

function qualityTables({ quality, classes }: ClassesReport): Markup | null {
  if (quality.length === 0) return null;
  const models = quality.map(({ model }) => model);
  return html`<h2>Quality</h2>
    <p>↓ marks figures of which less is better.</p>
    ${table(
      ['', ...models],
      qualityLines.map(([name, value]) => [name, ...quality.map(value)]),
    )}
    <h3>Class by class</h3>
    ${table(
      ['', 'labels', ...['precision', 'recall', 'F1', 'AUC'].flatMap((name) => models.map((one) => `${name}, ${one}`))],
      classes.map((name, at) => {
        const told = quality.map((one) => one.classes[at]);
        const of = (key: 'precision' | 'recall' | 'f1' | 'auc') =>
          told.map((one) => orDash(one?.[key] ?? null, decimal));
        return [name, count(told[0]?.actual ?? 0), ...of('precision'), ...of('recall'), ...of('f1'), ...of('auc')];
      }),
    )}`;
}

const agreementLines: readonly Line<Omit<ClassAgreement, 'migration' | 'shifts' | 'disagreements'>>[] = [
  ['same class', (pair) => orDash(pair.agreement, percent)],
  ["Cohen's kappa", (pair) => orDash(pair.kappa, decimal)],
  ['mean distance of probabilities', (pair) => orDash(pair.meanDistance, decimal)],
  ['largest distance of probabilities', (pair) => orDash(pair.largestDistance, decimal)],
];

function agreementTable(agreement: readonly ClassAgreement[]): Markup {
  return html`<h2>Agreement</h2>
    <p>
      A row's class is its most probable one. The distance of two models on a row is half the sum of the differences of
      its probabilities: 0 where they are the same, 1 where they have nothing in common.
    </p>
    ${table(
      ['', ...agreement.map(({ champion, challenger }) => `${challenger} against ${champion}`)],
      agreementLines.map(([name, value]) => [name, ...agreement.map(value)]),
    )}`;
}

function migrationTable(
  { champion, challenger, agreement, migration }: ClassAgreement,
  classes: readonly string[],
): Markup {
  return html`<h3>${orDash(agreement, percent)} of the rows keep their class</h3>
    <p>Rows by the class that ${champion} gives them (down) and that ${challenger} does (across).</p>
    ${heatTable(migration, classes)}`;
}

function shiftTable({ champion, challenger, shifts }: ClassAgreement): Markup {
  return html`<h3>How the probabilities of each class moved</h3>
    ${table(
      ['', `mean ${champion}`, `mean ${challenger}`, 'difference', 'PSI', 'KS', 'Wasserstein', 'correlation'],
      shifts.map((one) => [
        one.class,
        orDash(one.championMean, decimal),
        orDash(one.challengerMean, decimal),
        orDash(one.meanDifference, signed),
        orDash(one.psi, decimal),
        orDash(one.ks, decimal),
        orDash(one.wasserstein, decimal),
        orDash(one.pearson, decimal),
      ]),
    )}`;
}

function confusionTable({ model, accuracy, confusion }: ClassesQuality, classes: readonly string[]): Markup {
  return html`<h3>${model} gives ${orDash(accuracy, percent)} of the rows the right class</h3>
    <p>Rows by their label (down) and by the class that ${model} gives them (across).</p>
    ${heatTable(confusion, classes)}`;
}

function segmentTables({ segments, quality }: ClassesReport): Markup | null {
  if (segments.length === 0) return null;
  const models = quality.map(({ model }) => model);
  return html`<h2>By segment</h2>
    ${segments.map(({ column, parts }) => {
      const challengers = parts[0]?.agreement.map(({ challenger }) => challenger) ?? [];
      return html`<h3>${column}</h3>
        ${table(
          [
            '',
            'rows',
            ...['accuracy', 'macro F1', 'log loss', 'AUC'].flatMap((name) => models.map((one) => `${name}, ${one}`)),
            ...challengers.map((name) => `same class, ${name}`),
          ],
          parts.map(({ name, rows, quality: told, agreement }) => {
            const of = (key: 'accuracy' | 'macroF1' | 'logLoss' | 'auc') =>
              models.map((model) => orDash(told.find((one) => one.model === model)?.[key] ?? null, decimal));
            const figures = [...of('accuracy'), ...of('macroF1'), ...of('logLoss'), ...of('auc')];
            return [name, count(rows), ...figures, ...agreement.map((pair) => orDash(pair.agreement, percent))];
          }),
        )}`;
    })}`;
}

function disagreementTable({ champion, challenger, disagreements }: ClassAgreement): Markup | null {
  const [first] = disagreements;
  if (first === undefined) return null;
  const columns = Object.keys(first.values);
  return html`<h3>Rows on which ${challenger} and ${champion} differ most</h3>
    <div class="wide">
      ${table(
        ['row', champion, challenger, 'distance', ...columns],
        disagreements.map((one) => [
          count(one.row),
          `${one.champion} (${percent(one.championProbability)})`,
          `${one.challenger} (${percent(one.challengerProbability)})`,
          decimal(one.distance),
          ...columns.map((name) => one.values[name] ?? ''),
        ]),
        printedColumns,
      )}
    </div>`;
}
