/** How sure the difference of two models of several classes is: McNemar's test, and a paired bootstrap of all other figures. */
import type { Session } from '../../duckdb/session.ts';
import { mcNemar, type TestFigures } from '../paired-tests.ts';
import { groupOfRow, resampled } from '../resampling.ts';
import { areProbabilities, decidedOf } from './class-figures.ts';
import type { ClassSubject } from './class-subject.ts';
import type { ClassSums } from './class-sums.ts';

type Figure = 'balancedAccuracy' | 'macroF1' | 'logLoss' | 'brier';
const figures: readonly Figure[] = ['balancedAccuracy', 'macroF1', 'logLoss', 'brier'];

/** Those of each challenger, the first first; none of McNemar's with weights, of which it knows nothing. */
export async function classTests(session: Session, subject: ClassSubject, sums: ClassSums): Promise<TestFigures[][]> {
  if (sums.judged === 0) return subject.models.slice(1).map(() => []);
  const groups = await groupsOf(session, subject, sums.judged);
  return subject.models.slice(1).map((_, index) => {
    const at = index + 1;
    const counted = subject.weight === undefined ? mcNemarOfClasses(sums, at) : [];
    return [...counted, ...bootstrap(groups, subject, sums, at)];
  });
}

function mcNemarOfClasses({ models, pairs, judged }: ClassSums, at: number): TestFigures[] {
  const rightOf = (model: number) => (models[model]?.confusion ?? []).reduce((sum, line, k) => sum + (line[k] ?? 0), 0);
  const alone = pairs[at - 1]?.alone ?? { champion: 0, challenger: 0 };
  const test = mcNemar([alone.champion, alone.challenger, rightOf(0), rightOf(at)], judged);
  return test === undefined ? [] : [test];
}

/** Sums over the rows of each group: its weight, the labels of each class, then what `modelSums` adds up of each model. */
async function groupsOf(session: Session, { models, classes }: ClassSubject, judged: number): Promise<Float64Array[]> {
  const labels = classes.map((_, k) => `sum(CASE WHEN y = ${k + 1} THEN w ELSE 0 END)`);
  const columns = ['sum(w)', ...labels, ...models.flatMap((_, at) => modelSums(at + 1, classes.length))];
  const rows = await session.rows(
    `SELECT ${groupOfRow('row', judged)} AS drawn, [${columns.join(', ')}] AS sums FROM class_rows WHERE y IS NOT NULL
     GROUP BY drawn ORDER BY drawn`,
  );
  return rows.map(({ sums }) => Float64Array.from(sums as number[]));
}

/** Both losses, and for each class the weight that the model gives it, and gives it rightly. */
function modelSums(model: number, classes: number): string[] {
  const numbers = Array.from({ length: classes }, (_, k) => k + 1);
  return [
    `sum(w * l${model})`,
    `sum(w * b${model})`,
    ...numbers.map((k) => `sum(CASE WHEN c${model} = ${k} THEN w ELSE 0 END)`),
    ...numbers.map((k) => `sum(CASE WHEN c${model} = ${k} AND y = ${k} THEN w ELSE 0 END)`),
  ];
}

function bootstrap(
  groups: readonly Float64Array[],
  { classes, seed }: ClassSubject,
  sums: ClassSums,
  at: number,
): TestFigures[] {
  const areKnown = areProbabilities(sums, 0) && areProbabilities(sums, at);
  const all = new Float64Array(groups[0]?.length ?? 0);
  for (const group of groups) group.forEach((value, index) => (all[index] = (all[index] ?? 0) + value));
  const [champion, challenger] = [figuresOf(classes.length, 0, all), figuresOf(classes.length, at, all)];
  const differences = (drawn: Float64Array) => {
    const [before, after] = [champion(drawn), challenger(drawn)];
    return after.map((value, index) => value - (before[index] ?? Number.NaN));
  };
  const [championValues, challengerValues] = [champion(all), challenger(all)];
  return resampled(groups, differences, seed).flatMap((interval, index) => {
    const figure = figures[index];
    const isLoss = figure === 'logLoss' || figure === 'brier';
    if (interval === undefined || figure === undefined || (isLoss && !areKnown)) return [];
    const [championValue = 0, challengerValue = 0] = [championValues[index], challengerValues[index]];
    const { value: difference, low, high } = interval;
    const isHigher = low > 0;
    const better = low <= 0 && high >= 0 ? null : isHigher === isLoss ? 'champion' : 'challenger';
    return [
      { figure, method: 'bootstrap', championValue, challengerValue, difference, low, high, pValue: null, better },
    ];
  });
}

/**
 * Reads the four figures of model `at`, which counts from 0, out of the sums of groups. A class that occurs in `whole` and not in a
 * drawing leaves that drawing's mean over the classes NaN: without it the mean would be another figure.
 */
function figuresOf(classes: number, at: number, whole: Float64Array): (sums: Float64Array) => number[] {
  const start = 1 + classes + at * (2 + 2 * classes);
  return (sums) => {
    const all = sums[0] ?? 0;
    const share = (part: number, of: number, ofWhole: number) => (of > 0 ? part / of : ofWhole > 0 ? Number.NaN : null);
    const told = Array.from({ length: classes }, (_, k) => {
      const actual = sums[1 + k] ?? 0;
      const predicted = sums[start + 2 + k] ?? 0;
      const hits = sums[start + 2 + classes + k] ?? 0;
      const [actualInWhole, predictedInWhole] = [whole[1 + k] ?? 0, whole[start + 2 + k] ?? 0];
      const precision = share(hits, predicted, predictedInWhole);
      const recall = share(hits, actual, actualInWhole);
      const f1 = share(2 * hits, actual + predicted, actualInWhole + predictedInWhole);
      return { actual, predicted, precision, recall, f1 };
    });
    const { balancedAccuracy, macroF1 } = decidedOf(told, 0);
    return [
      balancedAccuracy ?? Number.NaN,
      macroF1 ?? Number.NaN,
      (sums[start] ?? 0) / all,
      (sums[start + 1] ?? 0) / all,
    ];
  };
}
