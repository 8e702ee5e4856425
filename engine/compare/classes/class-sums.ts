/** Adds up the rows of a comparison of several classes, in two statements for each way of parting them. */
import type { Row, Session } from '../../duckdb/session.ts';
import { amount, figure } from '../figures.ts';
import type { ClassSubject } from './class-subject.ts';

/** Weights by two classes, the first of them outer. */
export type Matrix = readonly (readonly number[])[];

export interface ClassSums {
  rows: number;
  judged: number;
  weight: number;
  judgedWeight: number;
  /** The champion's first. */
  models: ModelSums[];
  /** The first challenger's first. */
  pairs: PairOfClasses[];
}

interface ModelSums {
  /** Weight by label and by the class that the model gives. */
  confusion: Matrix;
  logLoss: number;
  brier: number;
  lowest: number | null;
  highest: number | null;
  /** Of what a row's probabilities add up to. */
  lowestSum: number | null;
  highestSum: number | null;
}

interface PairOfClasses {
  /** Weight by the champion's class and the challenger's. */
  migration: Matrix;
  distance: number;
  largest: number | null;
  /** Rows that one model alone gives the right class. */
  alone: { champion: number; challenger: number };
}

/** For each part of the rows by segment column `by`, from 1; all under '' where it is 0. */
export async function classSums(
  session: Session,
  { models, classes }: Pick<ClassSubject, 'models' | 'classes'>,
  by: number,
): Promise<Map<string, ClassSums>> {
  const count = models.length;
  const sums = await session.rows(sumsStatement(count, by));
  const counts = new Map<string, Map<string, Row[]>>();
  for (const row of await session.rows(countsStatement(count, by))) {
    const part = counts.get(String(row['part'])) ?? new Map<string, Row[]>();
    counts.set(String(row['part']), part);
    const set = String(row['told']);
    part.set(set, [...(part.get(set) ?? []), row]);
  }
  return new Map(
    sums.map((row) => {
      const part = String(row['part']);
      const matrix = (set: string) => matrixOf(counts.get(part)?.get(set) ?? [], classes.length);
      return [part, sumsOf(row, count, matrix)];
    }),
  );
}

function sumsOf(row: Row, models: number, matrix: (set: string) => Matrix): ClassSums {
  const numbers = Array.from({ length: models }, (_, at) => at + 1);
  return {
    rows: amount(row, 'rows'),
    judged: amount(row, 'judged'),
    weight: amount(row, 'weight'),
    judgedWeight: amount(row, 'judged_weight'),
    models: numbers.map((at) => ({
      confusion: matrix(`y c${at}`),
      logLoss: amount(row, `l${at}`),
      brier: amount(row, `b${at}`),
      lowest: figure(row, `lo${at}`),
      highest: figure(row, `hi${at}`),
      lowestSum: figure(row, `least_sum${at}`),
      highestSum: figure(row, `most_sum${at}`),
    })),
    pairs: numbers.slice(1).map((at) => ({
      migration: matrix(`c1 c${at}`),
      distance: amount(row, `d${at}`),
      largest: figure(row, `most${at}`),
      alone: { champion: amount(row, `alone1_${at}`), challenger: amount(row, `alone${at}`) },
    })),
  };
}

function sumsStatement(models: number, by: number): string {
  const columns = Array.from({ length: models }, (_, index) => {
    const at = index + 1;
    const ofModel = [
      `sum(w * l${at}) AS l${at}`,
      `sum(w * b${at}) AS b${at}`,
      `min(lo${at}) FILTER (y IS NOT NULL) AS lo${at}`,
      `max(hi${at}) FILTER (y IS NOT NULL) AS hi${at}`,
      `min(sum${at}) FILTER (y IS NOT NULL) AS least_sum${at}`,
      `max(sum${at}) FILTER (y IS NOT NULL) AS most_sum${at}`,
    ];
    const ofPair = [
      `sum(w * d${at}) AS d${at}`,
      `max(d${at}) AS most${at}`,
      `count(*) FILTER (y = c1 AND y <> c${at}) AS alone1_${at}`,
      `count(*) FILTER (y <> c1 AND y = c${at}) AS alone${at}`,
    ];
    return index === 0 ? ofModel : [...ofModel, ...ofPair];
  });
  return `SELECT part_${by} AS part, count(*) AS rows, count(y) AS judged, sum(w) AS weight, sum(w) FILTER (y IS NOT NULL) AS judged_weight,
            ${columns.flat().join(', ')}
          FROM class_rows GROUP BY part`;
}

/** Weights by label and class of each model, and by the classes of the champion and each challenger: told apart by `told`. */
function countsStatement(models: number, by: number): string {
  const numbers = Array.from({ length: models }, (_, at) => at + 1);
  const sets = [
    ...numbers.map((at) => ({ one: 'y', other: `c${at}` })),
    ...numbers.slice(1).map((at) => ({ one: 'c1', other: `c${at}` })),
  ];
  const names = ['y', ...numbers.map((at) => `c${at}`)];
  const isSet = ({ one, other }: { one: string; other: string }) =>
    names.map((name) => `GROUPING(${name}) = ${name === one || name === other ? 0 : 1}`).join(' AND ');
  const choose = (read: (set: { one: string; other: string }) => string) =>
    `CASE ${sets.map((set) => `WHEN ${isSet(set)} THEN ${read(set)}`).join(' ')} END`;
  return `SELECT part_${by} AS part, ${choose(({ one, other }) => `'${one} ${other}'`)} AS told,
            ${choose(({ one }) => one)} AS one, ${choose(({ other }) => other)} AS other, sum(w) AS weight
          FROM class_rows
          GROUP BY GROUPING SETS (${sets.map(({ one, other }) => `(part_${by}, ${one}, ${other})`).join(', ')})`;
}

/** Rows whose label is not known are in no line of a matrix. */
function matrixOf(rows: readonly Row[], classes: number): Matrix {
  const matrix = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));
  for (const row of rows) {
    const line = row['one'] === null ? undefined : matrix[Number(row['one']) - 1];
    if (line !== undefined) line[Number(row['other']) - 1] = amount(row, 'weight');
  }
  return matrix;
}
