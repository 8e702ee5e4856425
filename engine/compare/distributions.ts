/** What the scores of each model look like. */
import type { Distribution } from '../../contract/index.ts';
import type { Counted } from './counted.ts';
import { ratio } from './figures.ts';

/** Of model `at`, which counts from 0. */
export function distributionOf(model: string, counted: Counted | undefined, at: number): Distribution {
  const margins = counted?.margins.models[at];
  const variance = ratio(counted?.sums.models[at]?.square ?? null, counted?.margins.counts.weight ?? null);
  return {
    model,
    mean: margins?.mean ?? null,
    sd: variance === null ? null : Math.sqrt(variance),
    min: margins?.lowest ?? null,
    max: margins?.highest ?? null,
    quantiles: margins?.quantiles ?? [],
    histogram: counted === undefined ? [] : histogram(counted, margins?.histogram ?? []),
  };
}

/** Over the range of all models' scores. */
function histogram({ margins }: Counted, shares: readonly number[]): Distribution['histogram'] {
  const lowest = Math.min(...margins.models.map((model) => model.lowest));
  const highest = Math.max(...margins.models.map((model) => model.highest));
  const width = (highest - lowest) / shares.length;
  return shares.map((share, at) => ({
    from: lowest + at * width,
    to: at === shares.length - 1 ? highest : lowest + (at + 1) * width,
    share,
  }));
}
