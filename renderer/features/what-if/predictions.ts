/** Predictions that several models have in common, told by their name without the model's. */
import type { Curve, Score } from '../../../contract/index.ts';

type Named = Pick<Score, 'model' | 'column'>;

/** `probabilities_1` of `late-v1_probabilities_1`. */
export function shortName({ model, column }: Named): string {
  const at = column.indexOf(`${model}_`);
  return at < 0 ? column : column.slice(at + model.length + 1);
}

/** The one whose curve says most: the last that is a fraction, else the last number. */
export function mostTelling(scores: readonly Score[]): string | null {
  const fraction = scores.findLast(({ type }) => type === 'FLOAT' || type === 'DOUBLE');
  const number = scores.findLast(({ after }) => typeof after === 'number');
  const found = fraction ?? number;
  return found === undefined ? null : shortName(found);
}

/** The lines of one prediction. */
export function curveOf(curve: Curve, prediction: string | null): Curve {
  return { ...curve, lines: curve.lines.filter((line) => shortName(line) === prediction) };
}
