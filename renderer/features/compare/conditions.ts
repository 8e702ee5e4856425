/** SQL over the scored table that finds the rows behind a figure. */
import type { LiveFigures } from '../../../contract/index.ts';
import type { SwapName } from './decision-figures.ts';

type Sql = LiveFigures['sql'];

/** A DOUBLE of exactly this value: digits without an exponent are a DECIMAL, which converts a last bit off now and then. */
export function numberSql(value: number): string {
  const text = String(value);
  const isShort = /^-?\d{1,15}$|^(?=.{1,16}$)-?\d+\.\d+$/.test(text);
  return isShort ? text : value.toExponential();
}

function selects(sql: Sql, model: number, threshold: number, isSelected: boolean): string {
  return `${sql.scores[model]} ${isSelected ? '>=' : '<'} ${numberSql(threshold)}`;
}

/** All rows that are compared where there is no other condition. */
function all(sql: Sql, conditions: readonly string[]): string {
  return [...(sql.compared === null ? [] : [sql.compared]), ...conditions].join(' AND ');
}

const selectedBy: Readonly<Record<SwapName, readonly [champion: boolean, challenger: boolean]>> = {
  kept: [true, true],
  swappedIn: [false, true],
  swappedOut: [true, false],
  rejected: [false, false],
};

/** `model`: place of the challenger, from 1; `thresholds` are by model. */
export function swapCondition(sql: Sql, cell: SwapName, model: number, thresholds: readonly number[]): string {
  const [champion, challenger] = selectedBy[cell];
  return all(sql, [
    selects(sql, 0, thresholds[0] ?? 0, champion),
    selects(sql, model, thresholds[model] ?? 0, challenger),
  ]);
}

export function confusionCondition(
  sql: Sql,
  model: number,
  threshold: number,
  { isSelected, outcome }: { isSelected: boolean; outcome: 0 | 1 },
): string {
  return all(sql, [selects(sql, model, threshold, isSelected), `${sql.label} = ${outcome}`]);
}

interface ScoreRange {
  from: number;
  to: number;
  /** Whether a score of `to` is left out. */
  isOpen?: boolean;
}

/** Rows whose scores lie in a range, for each of some models. */
export function rangeCondition(sql: Sql, ranges: ReadonlyMap<number, ScoreRange>): string {
  const conditions = [...ranges].map(([model, { from, to, isOpen }]) => {
    const score = sql.scores[model];
    return isOpen === true
      ? `${score} >= ${numberSql(from)} AND ${score} < ${numberSql(to)}`
      : `${score} BETWEEN ${numberSql(from)} AND ${numberSql(to)}`;
  });
  return all(sql, conditions);
}
