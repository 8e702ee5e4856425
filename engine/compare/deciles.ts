/** Tenths of the rows by score: gains and lift, calibration, and Hosmer and Lemeshow's test of it. */
import type { BinaryQuality, Decile } from '../../contract/index.ts';
import type { CountedDecile, Outcomes } from './counted.ts';
import { ratio } from './figures.ts';
import { chiSquareTail } from './tails.ts';

/** The highest scores first; a tie is not parted, so that a tenth may be empty and is left out then. */
export function decilesOf(counted: readonly CountedDecile[]): Decile[] {
  const all = counted.reduce((sum, { positive }) => sum + positive, 0);
  const rate = ratio(
    all,
    counted.reduce((sum, { weight }) => sum + weight, 0),
  );
  let hits = 0;
  return counted.map(({ decile, weight, positive, lowest, highest, scoreSum }) => {
    hits += positive;
    const positiveRate = positive / weight;
    return {
      decile,
      weight,
      lowest,
      highest,
      meanScore: scoreSum / weight,
      positiveRate,
      lift: ratio(positiveRate, rate),
      captured: ratio(hits, all),
    };
  });
}

/** Hosmer and Lemeshow (1980): squared gaps of tenths over their variance, chi-square with two degrees less than tenths. */
export function hosmerLemeshow(deciles: readonly Decile[]): BinaryQuality['hosmerLemeshow'] {
  const isProbability = deciles.every(({ lowest, highest }) => lowest >= 0 && highest <= 1);
  if (!isProbability || deciles.length < 3) return null;
  const terms = deciles.map(({ weight, meanScore, positiveRate }) => {
    const gap = positiveRate - meanScore;
    return gap === 0 ? 0 : (weight * gap * gap) / (meanScore * (1 - meanScore));
  });
  const statistic = terms.reduce((sum, term) => sum + term, 0);
  if (!Number.isFinite(statistic)) return null;
  const degrees = deciles.length - 2;
  return { statistic, degrees, pValue: chiSquareTail(statistic, degrees) };
}

/** Naeini, Cooper and Hauskrecht's (2015) expected calibration error over ten bins of one width. */
export function calibrationError({ calibration }: Outcomes, judgedWeight: number): number | null {
  const gaps = calibration.reduce((sum, [score, positive]) => sum + Math.abs(score - positive), 0);
  return ratio(gaps, judgedWeight);
}
