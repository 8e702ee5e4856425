/** What comes of selecting rows from a score on, at one threshold and along all of them. */
import type { Confusion, CostMatrix } from '../../contract/index.ts';
import type { Row, Session } from '../duckdb/session.ts';
import { doubleLiteral } from '../sql/text.ts';
import { cellsName } from './cells.ts';
import { amount, ratio } from './figures.ts';
import { scoreName } from './rows.ts';

const steps = 100;

/** Model `at`'s decisions from `threshold` on, of all rows. */
export async function confusionAt(
  session: Session,
  at: number,
  threshold: number,
  costs: CostMatrix | undefined,
): Promise<Confusion | null> {
  const [row] = await session.rows(
    `SELECT sum(w) AS judged, sum(w) FILTER (y = 1) AS pos, sum(w) FILTER (selected) AS selected,
            sum(w) FILTER (selected AND y = 1) AS hits
     FROM (SELECT w, y, ${scoreName(at)} >= ${doubleLiteral(threshold)} AS selected FROM compare_rows WHERE y IS NOT NULL)`,
  );
  return amount(row, 'judged') === 0 ? null : confusionOf(threshold, row, costs);
}

/** Model `at`'s decisions at 0, 0.01, … 1; none where a score is no probability. */
export async function thresholdsOf(session: Session, at: number, costs: CostMatrix | undefined): Promise<Confusion[]> {
  // A score of 0.29 is at its threshold although 0.29 × 100 is less than 29.
  const step = `CASE WHEN score >= (floor(score * ${steps}) + 1) / ${steps}.0 THEN floor(score * ${steps}) + 1 ELSE floor(score * ${steps}) END`;
  const rows = await session.rows(
    `SELECT ${step} AS step, sum(judged) AS judged, sum(pos) AS pos FROM ${cellsName(at)} WHERE part = '' AND judged > 0 GROUP BY step`,
  );
  if (rows.some((row) => amount(row, 'step') < 0 || amount(row, 'step') > steps)) return [];
  const byStep = new Map(rows.map((row) => [amount(row, 'step'), row]));
  const judged = rows.reduce((sum, row) => sum + amount(row, 'judged'), 0);
  const pos = rows.reduce((sum, row) => sum + amount(row, 'pos'), 0);
  let [selected, hits] = [judged, pos];
  return Array.from({ length: rows.length === 0 ? 0 : steps + 1 }, (_, index) => {
    const found = confusionOf(index / steps, { judged, pos, selected, hits }, costs);
    selected -= amount(byStep.get(index), 'judged');
    hits -= amount(byStep.get(index), 'pos');
    return found;
  });
}

/** The thresholds at which F1 is highest and the cost is lowest; the lowest of several. */
export function bestOf(thresholds: readonly Confusion[]): { f1: number | null; cost: number | null } {
  const lowest = (value: (one: Confusion) => number | null) =>
    thresholds.reduce<Confusion | null>((best, one) => {
      const found = value(one);
      if (found === null) return best;
      const before = best === null ? null : value(best);
      return before === null || found < before ? one : best;
    }, null)?.threshold ?? null;
  return { f1: lowest(({ f1 }) => (f1 === null ? null : -f1)), cost: lowest(({ cost }) => cost) };
}

function confusionOf(threshold: number, row: Row | undefined, costs: CostMatrix | undefined): Confusion {
  const [judged, pos, selected, hits] = ['judged', 'pos', 'selected', 'hits'].map((name) => amount(row, name)) as [
    number,
    number,
    number,
    number,
  ];
  const counts = {
    truePositives: hits,
    falsePositives: selected - hits,
    falseNegatives: pos - hits,
    trueNegatives: judged - selected - pos + hits,
  };
  return {
    threshold,
    ...counts,
    accuracy: ratio(counts.truePositives + counts.trueNegatives, judged),
    precision: ratio(hits, selected),
    recall: ratio(hits, pos),
    f1: ratio(2 * hits, selected + pos),
    cost: costs === undefined ? null : costOf(counts, costs),
  };
}

type Counts = Pick<Confusion, 'truePositives' | 'falsePositives' | 'falseNegatives' | 'trueNegatives'>;

function costOf(counts: Counts, costs: CostMatrix): number {
  return (
    counts.truePositives * costs.truePositive +
    counts.falsePositives * costs.falsePositive +
    counts.falseNegatives * costs.falseNegative +
    counts.trueNegatives * costs.trueNegative
  );
}
