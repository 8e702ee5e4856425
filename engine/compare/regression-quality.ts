/** How far a model's numbers are from what came true. */
import type { RegressionFigures } from '../../contract/index.ts';
import type { Counted } from './counted.ts';
import { ratio } from './figures.ts';

/** Quality of model `at`, which counts from 0. */
export function regressionQuality(model: string, { margins, sums }: Counted, at: number): RegressionFigures {
  const outcomes = sums.models[at];
  const { judgedWeight, labelLowest, labelHighest } = margins.counts;
  const [absolute, square] = outcomes?.losses ?? [null, null];
  const meanSquare = ratio(square, judgedWeight);
  const unexplained = labelLowest === labelHighest ? null : ratio(square, sums.labelSquare);
  const [relative, relativeWeight] = outcomes?.relative ?? [null, null];
  return {
    task: 'regression',
    model,
    mae: ratio(absolute, judgedWeight),
    rmse: meanSquare === null ? null : Math.sqrt(meanSquare),
    r2: unexplained === null ? null : 1 - unexplained,
    mape: ratio(relative, relativeWeight),
    bias: ratio(outcomes?.gap ?? null, judgedWeight),
  };
}
