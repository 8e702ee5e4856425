/** A run's progress in words. */
import type { Progress } from '../../../contract/index.ts';
import { amount, countText, percentText, secondsText } from '../../ui/quantities.ts';

/** `1,204,224 rows · 612,000 rows/s · 14 s left`. */
export function progressText({ rows, rowsPerSecond, secondsLeft }: Progress): string {
  const parts = [amount(rows, 'row')];
  if (rowsPerSecond > 0) parts.push(`${countText(Number(rowsPerSecond.toPrecision(3)))} rows/s`);
  if (secondsLeft !== null) parts.push(`${secondsText(Math.ceil(secondsLeft))} left`);
  return parts.join(' · ');
}

/** For who listens: said in steps of a tenth, since every step would be too much. */
export function spokenProgress(progress: Progress | null): string {
  if (progress === null) return 'Scoring.';
  const { share, rows } = progress;
  if (share === null) return 'Scoring.';
  const tenth = Math.floor(share * 10) / 10;
  return rows === 0 ? 'Scoring.' : `Scoring: ${percentText(tenth)} done.`;
}
