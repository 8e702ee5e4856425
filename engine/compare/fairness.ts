/** How alike groups of people are treated: which share of each is selected, rightly and wrongly. */
import type { Fairness } from '../../contract/index.ts';
import { judgedOf } from './binary-quality.ts';
import type { Counted } from './counted.ts';
import type { Thresholds } from './decisions.ts';
import { ratio } from './figures.ts';
import type { Subject } from './subject.ts';

type Group = Fairness['groups'][number];
type Rates = Group['models'][number];

/** Rows below which a group's rates are told but decide no ratio: chance alone would. */
const fewestRows = 30;

/** `parts` are the groups of `column`, in the order in which they are shown. */
export function fairnessOf(
  column: string,
  parts: readonly { name: string; counted: Counted }[],
  { scores }: Subject,
  thresholds: Thresholds,
): Fairness {
  const groups = parts.map(({ name, counted }) => ({
    name,
    rows: counted.margins.counts.rows,
    models: scores.map(({ model }, at) => ratesOf(model, counted, at, thresholds)),
  }));
  return { column, groups, ratios: scores.map(({ model }, at) => ratiosOf(model, groups, at)) };
}

function ratesOf(model: string, counted: Counted, at: number, thresholds: Thresholds): Rates {
  if (thresholds === null) return { model, selection: null, truePositive: null, falsePositive: null };
  const { judged, pos } = judgedOf(counted.margins.models[at]);
  const [selected, hits] = counted.sums.models[at]?.selected ?? [0, 0];
  return {
    model,
    selection: ratio(selectedWeight(counted, at), counted.margins.counts.weight),
    truePositive: ratio(hits, pos),
    falsePositive: ratio(selected - hits, judged - pos),
  };
}

/** Of all rows, with a label or without. */
function selectedWeight({ sums }: Counted, at: number): number {
  const [, swappedIn, swappedOut, kept] = sums.pairs[Math.max(0, at - 1)]?.swap ?? [];
  const alone = at === 0 ? swappedOut : swappedIn;
  return (alone?.weight ?? 0) + (kept?.weight ?? 0);
}

/** The smallest rate of a group over the largest: 1 where all are treated alike. */
function ratiosOf(model: string, groups: readonly Group[], at: number): Fairness['ratios'][number] {
  const counted = groups.filter(({ rows }) => rows >= fewestRows);
  const of = (rate: 'selection' | 'truePositive' | 'falsePositive') => {
    const rates = counted.map(({ models }) => models[at]?.[rate] ?? null).filter((found) => found !== null);
    return rates.length < 2 ? null : ratio(Math.min(...rates), Math.max(...rates));
  };
  return { model, selection: of('selection'), truePositive: of('truePositive'), falsePositive: of('falsePositive') };
}
