/** How a figure is written beside the limit that it keeps or breaks, the same in the terminal, the report and the window. */
import type { LimitResult } from './compare-report.ts';

/** A double is told from its neighbours by so many digits. */
const mostDigits = 17;

/**
 * The figure found as `write` does, a dash where it is not known; with as many digits more as it takes to be on its own side of the limit's
 * number: 0.002004 is not written as 0.0020 beside a limit of 0.002.
 */
export function foundText({ limit, found }: LimitResult, write: (value: number) => string): string {
  if (found === null) return '–';
  const [, number = '', percent] = /([-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?)\s*(%?)\s*$/i.exec(limit) ?? [];
  const bound = Number(number) / (percent === '%' ? 100 : 1);
  const isTold = (text: string) => {
    const shown = Number(text.replaceAll('−', '-').replaceAll(',', ''));
    return Math.sign(shown - bound) === Math.sign(found - bound);
  };
  const written = write(found);
  if (isTold(written)) return written;
  for (let digits = 1; digits < mostDigits; digits += 1) {
    const text = found.toPrecision(digits);
    if (isTold(text)) return written.includes('−') ? text.replaceAll('-', '−') : text;
  }
  return String(found);
}
