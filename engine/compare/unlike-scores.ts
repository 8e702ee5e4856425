/** Scores of different kinds, probabilities and minutes for example, which no one threshold means something to. */
import type { Distribution } from '../../contract/index.ts';
import type { Selection } from './decisions.ts';
import { shortest } from './written-numbers.ts';

type Range = Pick<Distribution, 'model' | 'min' | 'max'>;

/** What is wrong with one threshold for all models, and whether what they select is compared nevertheless. */
interface Unlike {
  warnings: string[];
  /** False where the threshold is only assumed. */
  isCompared: boolean;
}

/** No warning where all scores lie between 0 and 1, or none does and the user said the threshold. */
export function unlikeScores(selection: Selection | undefined, ranges: readonly Range[]): Unlike {
  const beyond = ranges.filter(({ min, max }) => min !== null && max !== null && (min < 0 || max > 1));
  const within = ranges.filter((range) => !beyond.includes(range)).map(({ model }) => `"${model}"`);
  if (selection === undefined || 'top' in selection || beyond.length === 0) return { warnings: [], isCompared: true };
  const isAssumed = selection.isAssumed === true;
  if (!isAssumed && within.length === 0) return { warnings: [], isCompared: true };
  const told = beyond.map(({ model, min, max }) => `those of "${model}" go from ${written(min)} to ${written(max)}`);
  const facts =
    within.length > 0
      ? `The scores of ${within.join(' and ')} lie between 0 and 1 as probabilities do, but ${told.join(' and ')}`
      : `The scores are no probabilities: ${told.join(', ')}`;
  const meaning = isAssumed
    ? 'A threshold of 0.5 would not mean the same to all, so what they select was not compared.'
    : `A threshold of ${shortest(selection.threshold)} does not mean the same to all, so what they select is hard to compare.`;
  const remedy = `Let each select the same share of the rows (top percent)${isAssumed ? ', or say a threshold' : ''}.`;
  return { warnings: [`${facts}. ${meaning} ${remedy}`], isCompared: !isAssumed };
}

/** A warning where the threshold that was said lies above all scores, as one in percent does above probabilities. */
export function aboveAllScores(selection: Selection | undefined, ranges: readonly Range[]): string[] {
  if (selection === undefined || 'top' in selection || selection.isAssumed === true) return [];
  const { threshold } = selection;
  const known = ranges.flatMap(({ min, max }) => (min === null || max === null ? [] : [{ min, max }]));
  const highest = Math.max(...known.map(({ max }) => max));
  if (known.length === 0 || highest >= threshold) return [];
  const isPercent = threshold > 1 && threshold <= 100 && known.every(({ min, max }) => min >= 0 && max <= 1);
  const meant = isPercent ? ` A threshold of ${threshold} % is ${shortest(threshold / 100)}.` : '';
  return [
    `No model selects a row: the threshold ${shortest(threshold)} is above every score, of which ${written(highest)} is the highest.${meant}`,
  ];
}

function written(score: number | null): string {
  return (score ?? 0).toLocaleString('en-US', { maximumSignificantDigits: 4 });
}
