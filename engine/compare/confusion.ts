/** What comes of selecting rows from a score on, at one threshold and along all of them. */
import type { Confusion, CostMatrix } from '../../contract/index.ts';
import { ratio } from './figures.ts';

const steps = 100;

/** Weights of the rows with a label: of all, of the positive, and of both among those that are selected. */
interface Selected {
  judged: number;
  pos: number;
  selected: number;
  hits: number;
}

/** A model's decisions at 0, 0.01, … 1, from the weights of the scores in each step. */
export function thresholdsOf(
  counted: readonly (readonly [weight: number, positive: number])[],
  costs: CostMatrix | undefined,
): Confusion[] {
  const judged = counted.reduce((sum, [weight]) => sum + weight, 0);
  const pos = counted.reduce((sum, [, positive]) => sum + positive, 0);
  let [selected, hits] = [judged, pos];
  return counted.map(([weight, positive], index) => {
    const found = confusionOf(index / steps, { judged, pos, selected, hits }, costs);
    selected -= weight;
    hits -= positive;
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

export function confusionOf(
  threshold: number,
  { judged, pos, selected, hits }: Selected,
  costs: CostMatrix | undefined,
): Confusion {
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
