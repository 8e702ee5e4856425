/** Where each model's score lies that selects its highest percent of the rows, for many percents. */
import type { Session } from '../duckdb/session.ts';
import { doubleLiteral } from '../sql/text.ts';
import { cellsName } from './cells.ts';
import { amount, figure } from './figures.ts';
import type { Subject } from './subject.ts';

const steps = 1000;
const tenths = 10;

export interface TopCuts {
  /** Percents, ascending. */
  at: number[];
  /** By model: its threshold at each of them. */
  thresholds: number[][];
}

export function topName(model: number): string {
  return `compare_top_${model + 1}`;
}

/**
 * Makes a table for each model: for each cell its `score`, at which cut, from 1, its rows are the first to be selected where their own
 * score is at least that (`here`), where it is less (`below`), and the tenth of the rows, from 0, in which it lies.
 */
export async function makeTopCuts(session: Session, { scores, selection }: Subject): Promise<TopCuts> {
  const even = Array.from({ length: steps }, (_, step) => (step + 1) / (steps / 100));
  const asked = selection !== undefined && 'top' in selection ? selection.top : undefined;
  const extra = asked === undefined || even.includes(asked) ? [] : [asked];
  const at = [...even, ...extra].toSorted((a, b) => a - b);
  const thresholds: number[][] = [];
  for (const model of scores.keys()) {
    const found = await evenThresholds(session, model);
    for (const top of extra) found.push((await thresholdAt(session, model, top)) ?? 0);
    // The more is selected, the lower is the threshold.
    const ordered = found.toSorted((a, b) => b - a);
    await makeTop(session, model, extra);
    thresholds.push(ordered);
  }
  return { at, thresholds };
}

/** Score from which a model selects the highest `top` percent of the rows; a tie is not broken by chance. */
async function thresholdAt(session: Session, model: number, top: number): Promise<number | null> {
  const [row] = await session.rows(
    `SELECT max(score) AS threshold FROM ${cellsName(model)} WHERE w_all - w_below >= ${doubleLiteral(top)} / 100 * w_all`,
  );
  return figure(row, 'threshold');
}

/** As `thresholdAt` finds each of them, from one look at the cells. */
async function evenThresholds(session: Session, model: number): Promise<number[]> {
  const rows = await session.rows(
    `SELECT step, max(score) AS score
     FROM (
       SELECT score, ${stepReached('w_all - w_below')} AS step
       FROM ${cellsName(model)}
     )
     GROUP BY step`,
  );
  const found = new Map(rows.map((row) => [amount(row, 'step'), amount(row, 'score')]));
  const thresholds: number[] = [];
  let highest = Number.NEGATIVE_INFINITY;
  for (let step = steps; step > 0; step -= 1) {
    highest = Math.max(highest, found.get(step) ?? Number.NEGATIVE_INFINITY);
    thresholds.push(highest);
  }
  return thresholds.toReversed();
}

/** Cells are selected first at the cut behind those that the next higher cell reaches, and rows below a cell's own score behind its own. */
async function makeTop(session: Session, model: number, extra: readonly number[]): Promise<void> {
  const reached = (from: string) =>
    [stepReached(from), ...extra.map((top) => `CAST(${from} >= ${doubleLiteral(top)} / 100 * w_all AS INTEGER)`)].join(
      ' + ',
    );
  await session.rows(
    `CREATE OR REPLACE TEMP TABLE ${topName(model)} AS
     SELECT score, CAST(${reached('above')} AS INTEGER) + 1 AS here, CAST(${reached('w_all - w_below')} AS INTEGER) + 1 AS below,
            least(floor((w_below + w / 2) / w_all * ${tenths}), ${tenths - 1})::INTEGER AS tenth
     FROM (SELECT *, coalesce(w_all - lead(w_below) OVER (ORDER BY score), 0) AS above FROM ${cellsName(model)})`,
  );
}

/** SQL of the last of the even cuts that a weight, counted from the highest score down, reaches; 0 for none. */
function stepReached(from: string): string {
  const reaches = (step: string) => `${from} >= (${step}) / ${doubleLiteral(steps / 100)} / 100 * w_all`;
  const near = `floor((${from}) / w_all * ${steps})`;
  return `(${near} + CASE WHEN ${reaches(`${near} + 1`)} THEN 1 WHEN ${reaches(near)} THEN 0 ELSE -1 END)`;
}
