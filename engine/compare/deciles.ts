/** Tenths of the rows by score: gains and lift, calibration, and Hosmer and Lemeshow's test of it. */
import type { BinaryQuality, Decile } from '../../contract/index.ts';
import type { Session } from '../duckdb/session.ts';
import { byPart } from './agreement.ts';
import { cellsName } from './cells.ts';
import { amount, figure, ratio } from './figures.ts';
import { chiSquareTail } from './tails.ts';

const tenths = 10;

/** The tenths of model `at`, the highest scores first; a tie is not parted, so that a tenth may be empty and is left out then. */
export async function decilesOf(session: Session, at: number): Promise<Decile[]> {
  const rows = await session.rows(
    `SELECT decile, sum(judged) AS weight, sum(pos) AS pos, min(score) AS lowest, max(score) AS highest,
            fsum(score * judged) / sum(judged) AS mean
     FROM (
       SELECT *, ${tenths} - least(floor((judged_below + judged / 2) / judged_all * ${tenths}), ${tenths - 1}) AS decile
       FROM ${cellsName(at)} WHERE part = '' AND judged > 0
     )
     GROUP BY decile ORDER BY decile`,
  );
  const pos = rows.reduce((sum, row) => sum + amount(row, 'pos'), 0);
  const weight = rows.reduce((sum, row) => sum + amount(row, 'weight'), 0);
  let hits = 0;
  return rows.map((row) => {
    hits += amount(row, 'pos');
    const positiveRate = amount(row, 'pos') / amount(row, 'weight');
    return {
      decile: amount(row, 'decile'),
      weight: amount(row, 'weight'),
      lowest: amount(row, 'lowest'),
      highest: amount(row, 'highest'),
      meanScore: amount(row, 'mean'),
      positiveRate,
      lift: ratio(positiveRate, ratio(pos, weight)),
      captured: ratio(hits, pos),
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

/** Naeini, Cooper and Hauskrecht's (2015) expected calibration error over ten bins of one width, for each part. */
export async function calibrationErrors(session: Session, at: number): Promise<Map<string, number | null>> {
  const rows = await session.rows(
    `SELECT part, CASE WHEN min(lowest) >= 0 AND max(highest) <= 1 THEN fsum(abs(score - pos)) / sum(judged) END AS ece
     FROM (
       SELECT part, fsum(score * judged) AS score, sum(pos) AS pos, sum(judged) AS judged, min(score) AS lowest, max(score) AS highest
       FROM ${cellsName(at)} WHERE judged > 0
       GROUP BY part, least(floor(score * 10), 9)
     )
     GROUP BY part`,
  );
  return new Map([...byPart(rows)].map(([part, row]) => [part, figure(row, 'ece')]));
}
