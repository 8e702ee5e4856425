/** Scores of different kinds, probabilities and minutes for example, which no one threshold means something to. */
import type { Distribution } from '../../contract/index.ts';
import type { Selection } from './decisions.ts';

type Range = Pick<Distribution, 'model' | 'min' | 'max'>;

/** Why the threshold that is assumed fits not all models; nothing where it does, or where the user said one. */
export function unlikeScores(selection: Selection | undefined, ranges: readonly Range[]): string[] {
  const isAssumed = selection !== undefined && 'threshold' in selection && selection.isAssumed === true;
  const beyond = ranges.filter(({ min, max }) => min !== null && max !== null && (min < 0 || max > 1));
  if (!isAssumed || beyond.length === 0) return [];
  const told = beyond.map(({ model, min, max }) => `those of "${model}" go from ${written(min)} to ${written(max)}`);
  const within = ranges.filter((range) => !beyond.includes(range)).map(({ model }) => `"${model}"`);
  const facts =
    within.length > 0
      ? `The scores of ${within.join(' and ')} lie between 0 and 1 as probabilities do, but ${told.join(' and ')}`
      : `The scores are no probabilities: ${told.join(', ')}`;
  return [
    `${facts}. A threshold of 0.5 would not mean the same to all, so what they select was not compared. Let each select the same share of the rows (top percent), or say a threshold.`,
  ];
}

function written(score: number | null): string {
  return (score ?? 0).toLocaleString('en-US', { maximumSignificantDigits: 4 });
}
