/** What decisions cost: as it is written, and what it comes to along all cuts. */
import type { ComparisonInput, Cuts, LiveFigures } from '../../../contract/index.ts';
import { decisionsAt, type ConfusionFigures } from './decision-figures.ts';
import { numberIn } from './read-cut.ts';

export type Costs = NonNullable<ComparisonInput['costs']>;
export type CostKey = keyof Costs;

export const costLabels: readonly [key: CostKey, label: string][] = [
  ['falsePositive', 'selected, and did not come true'],
  ['falseNegative', 'not selected, and came true'],
  ['truePositive', 'selected, and came true'],
  ['trueNegative', 'not selected, and did not come true'],
];

/** As they are written; what is empty costs nothing. */
export type WrittenCosts = Readonly<Partial<Record<CostKey, string>>>;

/** Null where one of them is no number. */
export function readCosts(written: WrittenCosts): Costs | null {
  const found: Costs = {};
  for (const [key] of costLabels) {
    const text = (written[key] ?? '').replaceAll('−', '-').replaceAll(/\s/g, '');
    if (text === '') continue;
    const cost = numberIn(text);
    if (typeof cost !== 'number') return null;
    found[key] = cost;
  }
  return found;
}

export function costOf(costs: Costs, figures: ConfusionFigures): number {
  const { truePositive = 0, falsePositive = 0, falseNegative = 0, trueNegative = 0 } = costs;
  return (
    truePositive * figures.truePositives +
    falsePositive * figures.falsePositives +
    falseNegative * figures.falseNegatives +
    trueNegative * figures.trueNegatives
  );
}

export interface CostCurve {
  /** Of the champion and of the challenger, at each cut. */
  points: readonly [{ x: number; y: number }[], { x: number; y: number }[]];
  lowest: readonly [{ x: number; y: number }, { x: number; y: number }];
}

/** Null where there is no cut. */
export function costCurve(costs: Costs, live: LiveFigures, cuts: Cuts, pair: number): CostCurve | null {
  const found = cuts.at.flatMap((x, at) => {
    const decisions = decisionsAt(live, cuts, pair, at);
    if (decisions === null) return [];
    return [{ x, champion: costOf(costs, decisions.champion), challenger: costOf(costs, decisions.challenger) }];
  });
  const side = (key: 'champion' | 'challenger') => found.map((each) => ({ x: each.x, y: each[key] }));
  const points = [side('champion'), side('challenger')] as const;
  const [champion, challenger] = points.map(lowestOf);
  return champion === undefined || challenger === undefined ? null : { points, lowest: [champion, challenger] };
}

function lowestOf(points: readonly { x: number; y: number }[]): { x: number; y: number } | undefined {
  return points.reduce<{ x: number; y: number } | undefined>(
    (best, point) => (best === undefined || point.y < best.y ? point : best),
    undefined,
  );
}
