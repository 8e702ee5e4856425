/** What two models decide where a row is selected at its score or above: swap sets, agreement and Cohen's kappa. */
import type { Decisions, SwapCell } from '../../contract/index.ts';
import type { Row, Session } from '../duckdb/session.ts';
import { doubleLiteral } from '../sql/text.ts';
import { cellsName } from './cells.ts';
import { amount, figure, ratio } from './figures.ts';
import { scoreName } from './rows.ts';

/** How rows are selected: at one score for all models, which is assumed where none is said, or the same share of the rows by each. */
export type Selection = { threshold: number; isAssumed?: true } | { top: number };

/** Score from which model `at` selects a row; null without rows. */
export async function thresholdOf(session: Session, at: number, selection: Selection): Promise<number | null> {
  if ('threshold' in selection) return selection.threshold;
  // All rows of the score at which the share is reached are selected: a tie is not broken by chance.
  const [row] = await session.rows(
    `SELECT max(score) AS threshold FROM ${cellsName(at)}
     WHERE part = '' AND w_all - w_below >= ${selection.top}::DOUBLE / 100 * w_all`,
  );
  return figure(row, 'threshold');
}

/** Decisions of the champion and challenger `at`, for each part. */
export async function decisions(
  session: Session,
  at: number,
  thresholds: { champion: number; challenger: number },
): Promise<Map<string, Decisions>> {
  const [a, b] = [scoreName(0), scoreName(at)];
  const rows = await session.rows(
    `SELECT part, ${a} >= ${doubleLiteral(thresholds.champion)} AS champion, ${b} >= ${doubleLiteral(thresholds.challenger)} AS challenger,
            count(*) AS rows, sum(w) AS weight, fsum(w * ${a}) / sum(w) AS champion_mean,
            fsum(w * ${b}) / sum(w) AS challenger_mean, fsum(w * v) AS value,
            sum(w) FILTER (y = 1) AS positive, sum(w) FILTER (y IS NOT NULL) AS judged
     FROM compare_rows GROUP BY ALL`,
  );
  const parts = new Set(rows.map((row) => String(row['part'])));
  return new Map(
    [...parts].map((part) => [
      part,
      decisionsOf(
        rows.filter((row) => row['part'] === part),
        thresholds,
      ),
    ]),
  );
}

function decisionsOf(rows: readonly Row[], thresholds: { champion: number; challenger: number }): Decisions {
  const cell = (champion: boolean, challenger: boolean) =>
    rows.find((row) => row['champion'] === champion && row['challenger'] === challenger);
  const all = rows.reduce((sum, row) => sum + amount(row, 'weight'), 0);
  const swap = {
    kept: swapCell(cell(true, true), all),
    swappedIn: swapCell(cell(false, true), all),
    swappedOut: swapCell(cell(true, false), all),
    rejected: swapCell(cell(false, false), all),
  };
  return {
    championThreshold: thresholds.champion,
    challengerThreshold: thresholds.challenger,
    agreement: ratio(swap.kept.weight + swap.rejected.weight, all),
    kappa: kappaOf(swap, all),
    swapRate: ratio(swap.swappedIn.weight + swap.swappedOut.weight, all),
    swap,
  };
}

function swapCell(row: Row | undefined, all: number): SwapCell {
  return {
    rows: amount(row, 'rows'),
    weight: amount(row, 'weight'),
    share: ratio(amount(row, 'weight'), all),
    championMean: figure(row, 'champion_mean'),
    challengerMean: figure(row, 'challenger_mean'),
    value: figure(row, 'value'),
    positiveRate: row === undefined ? null : ratio(amount(row, 'positive'), figure(row, 'judged')),
  };
}

/** Cohen (1960): agreement beyond what the two rates of selecting would give by chance. */
function kappaOf({ kept, swappedIn, swappedOut, rejected }: Decisions['swap'], all: number): number | null {
  if (all === 0) return null;
  const observed = (kept.weight + rejected.weight) / all;
  const champion = (kept.weight + swappedOut.weight) / all;
  const challenger = (kept.weight + swappedIn.weight) / all;
  const expected = champion * challenger + (1 - champion) * (1 - challenger);
  return ratio(observed - expected, 1 - expected);
}
