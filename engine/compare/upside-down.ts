/** Scores that rank the outcome the wrong way round, which is seldom meant. */
import type { Quality } from '../../contract/index.ts';
import { count, decimal } from './written-numbers.ts';

/** Below this an AUC is worse than any guess of real models. */
const suspicious = 0.45;
/** Of fewer rows an AUC is chance. */
const fewestJudged = 100;

/** A warning for the models, in the order of their quality, whose high scores go with the other outcome. */
export function upsideDown(
  models: readonly { model: string }[],
  quality: readonly Quality[],
  judged: number,
  positive: string | null,
): string[] {
  if (judged < fewestJudged) return [];
  const found = quality.flatMap((figures, at) =>
    figures.task === 'binary' && figures.auc !== null && figures.auc < suspicious
      ? [`"${models[at]?.model ?? ''}" (AUC ${decimal(figures.auc)})`]
      : [],
  );
  if (found.length === 0) return [];
  return [
    `High scores of ${found.join(' and ')} go with rows that are not "${positive ?? '1'}", of ${count(judged)} with a label: the scores are most likely of the other outcome. ` +
      `Say with --positive which outcome they are the probability of, or with --score which output is meant; what is said of who is better holds for them as they are.`,
  ];
}
