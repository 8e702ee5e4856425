/** What was found of models with a probability for each of several classes; no cut selects rows there. */
import type { ClassAgreement, ClassesPart, ClassesReport } from '../../../contract/index.ts';
import { amount, countText } from '../../ui/quantities.ts';
import classes from './compare.module.css';
import { decimalText, shareText, signedText, weightText } from './figure-text.ts';
import { NumberTable } from './number-table.tsx';

export function ClassTables({ report }: { report: ClassesReport }) {
  return (
    <section className={`${classes.cards} ${classes.broad}`} aria-label="Classes">
      {report.quality.length > 0 && <Quality report={report} />}
      {report.quality.length > 0 && <ByClass report={report} />}
      {report.agreement.map((pair) => (
        <Pair key={pair.challenger} names={report.classes} pair={pair} />
      ))}
      {report.segments.map((segment) => (
        <Segment key={segment.column} segment={segment} />
      ))}
    </section>
  );
}

const figures = [
  ['right classes', 'accuracy'],
  ['mean recall of the classes', 'balancedAccuracy'],
  ['mean F1 of the classes', 'macroF1'],
  ['F1, each class by its rows', 'weightedF1'],
  ['log loss (less is better)', 'logLoss'],
  ['Brier score (less is better)', 'brier'],
  ['AUC of a class against all others, on average', 'auc'],
] as const;

function Quality({ report: { quality } }: { report: ClassesReport }) {
  const right = quality.map(({ model, accuracy }) => `${model} ${shareText(accuracy)}`).join(', ');
  return (
    <figure className={classes.card}>
      <figcaption>Rows that are given the right class: {right}</figcaption>
      <NumberTable
        label="What each is worth"
        heads={['figure', ...quality.map(({ model }) => model)]}
        rows={figures.map(([name, key]) => ({
          key,
          cells: [name, ...quality.map((one) => decimalText(one[key]))],
        }))}
      />
    </figure>
  );
}

function ByClass({ report: { classes: names, quality } }: { report: ClassesReport }) {
  return (
    <figure className={classes.card}>
      <figcaption>Each class against all others</figcaption>
      <NumberTable
        label="Figures by class"
        heads={['class', 'rows', ...quality.flatMap(({ model }) => [`precision ${model}`, 'recall', 'F1', 'AUC'])]}
        rows={names.map((name, at) => ({
          key: name,
          cells: [
            name,
            weightText(quality[0]?.classes[at]?.actual ?? 0),
            ...quality.flatMap(({ classes: found }) => {
              const one = found[at];
              return [one?.precision, one?.recall, one?.f1, one?.auc].map(decimalText);
            }),
          ],
        }))}
      />
    </figure>
  );
}

function Pair({ names, pair }: { names: readonly string[]; pair: ClassAgreement }) {
  const { champion, challenger } = pair;
  return (
    <>
      <figure className={classes.card}>
        <figcaption>
          {challenger} and {champion} give {shareText(pair.agreement)} of the rows the same class; Cohen’s kappa{' '}
          {decimalText(pair.kappa)}
        </figcaption>
        <NumberTable
          label={`Rows by the class of ${champion} and of ${challenger}`}
          heads={[`${champion}, down; ${challenger}, across`, ...names]}
          rows={names.map((name, at) => ({
            key: name,
            cells: [name, ...names.map((_, other) => weightText(pair.migration[at]?.[other] ?? 0))],
          }))}
        />
      </figure>
      <Shifts pair={pair} />
      <Disagreements pair={pair} />
    </>
  );
}

function Shifts({ pair: { champion, challenger, shifts } }: { pair: ClassAgreement }) {
  return (
    <figure className={classes.card}>
      <figcaption>Probabilities of each class, on average</figcaption>
      <NumberTable
        label={`Probabilities of ${challenger} against ${champion}`}
        heads={['class', champion, challenger, 'difference', 'PSI', 'correlation']}
        rows={shifts.map((shift) => ({
          key: shift.class,
          cells: [
            shift.class,
            decimalText(shift.championMean),
            decimalText(shift.challengerMean),
            shift.meanDifference === null ? '–' : signedText(shift.meanDifference),
            decimalText(shift.psi),
            decimalText(shift.pearson),
          ],
        }))}
      />
    </figure>
  );
}

function Disagreements({ pair: { champion, challenger, disagreements } }: { pair: ClassAgreement }) {
  const [first] = disagreements;
  if (first === undefined) return null;
  const columns = Object.keys(first.values);
  return (
    <figure className={classes.card}>
      <figcaption>
        They differ most on row {countText(first.row)}: {champion} gives {first.champion}, {challenger}{' '}
        {first.challenger}
      </figcaption>
      <NumberTable
        label={`Largest disagreements of ${challenger} and ${champion}`}
        heads={['row', champion, 'probability', challenger, 'probability', 'distance', ...columns]}
        rows={disagreements.map((one) => ({
          key: String(one.row),
          cells: [
            countText(one.row),
            one.champion,
            decimalText(one.championProbability),
            one.challenger,
            decimalText(one.challengerProbability),
            decimalText(one.distance),
            ...columns.map((column) => one.values[column] ?? '–'),
          ],
        }))}
      />
    </figure>
  );
}

function Segment({ segment: { column, parts } }: { segment: ClassesReport['segments'][number] }) {
  const models = parts[0]?.quality.map(({ model }) => model) ?? [];
  const challengers = parts[0]?.agreement.map(({ challenger }) => challenger) ?? [];
  const figure = (part: ClassesPart, model: string) => part.quality.find((one) => one.model === model);
  return (
    <figure className={classes.card}>
      <figcaption>
        By {column}: {amount(parts.length, 'segment')}
      </figcaption>
      <NumberTable
        label={`Figures by ${column}`}
        heads={[
          column,
          'rows',
          ...models.flatMap((model) => [`right classes ${model}`, 'macro F1']),
          ...challengers.map((name) => `same class ${name}`),
        ]}
        rows={parts.map((part) => ({
          key: part.name,
          cells: [
            part.name,
            countText(part.rows),
            ...models.flatMap((model) => {
              const found = figure(part, model);
              return [shareText(found?.accuracy), decimalText(found?.macroF1)];
            }),
            ...part.agreement.map(({ agreement }) => shareText(agreement)),
          ],
        }))}
      />
    </figure>
  );
}
