/** What a user writes as a cut: a score, or a percent. */
import { scoreText } from './figure-text.ts';

export type CutReading = { at: number | null; problem: null } | { at: null; problem: string };

export interface Range {
  from: number;
  to: number;
}

/** `at` is null for nothing written. `range` holds the scores that there are; null while they are not known. */
export function readCut(text: string, by: 'score' | 'top', range: Range | null): CutReading {
  const written = text.replaceAll('−', '-').replace(by === 'top' ? /[\s%]/g : /\s/g, '');
  if (written === '') return { at: null, problem: null };
  const at = numberIn(written);
  if (at === 'two ways') return refused(`“${text.trim()}” can be read in two ways: write it without a comma.`);
  if (at === null) return refused(`“${text.trim()}” is no number.`);
  if (by === 'top' && (at <= 0 || at > 100))
    return refused(`A percent is above 0 and at most 100, not ${scoreText(at)}.`);
  if (by === 'score' && range !== null && (at < range.from || at > range.to)) {
    const rows = at < range.from ? 'every row' : 'no row';
    const scores = `Scores go from ${scoreText(range.from)} to ${scoreText(range.to)}`;
    return refused(`${scores}: ${scoreText(at)} would select ${rows}.`);
  }
  return { at, problem: null };
}

function refused(problem: string): CutReading {
  return { at: null, problem };
}

/** A comma is a decimal point where it cannot part thousands, and the other way round. */
export function numberIn(written: string): number | 'two ways' | null {
  const plain = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
  if (plain.test(written)) return Number(written);
  if (/^[-+]?\d{1,3}(?:,\d{3}){2,}(?:\.\d*)?$|^[-+]?\d{1,3},\d{3}\.\d*$/.test(written)) {
    return Number(written.replaceAll(',', ''));
  }
  if (/^[-+]?[1-9]\d{0,2},\d{3}$/.test(written)) return 'two ways';
  const withPoint = written.replace(',', '.');
  return plain.test(withPoint) ? Number(withPoint) : null;
}
