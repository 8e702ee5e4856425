/** Even steps over a range of scores, each a short decimal. */

const mostSteps = 1000;

/**
 * Between 400 and 1,000 steps of 1, 2 or 5 times a power of ten, ascending: the first is at most the lowest score, the last at least
 * the highest. One alone where all scores are the same.
 */
export function scoreSteps(lowest: number, highest: number): number[] {
  const { factor, power } = niceStep((highest - lowest) / mostSteps);
  // A power of ten below one is divided by: its quotients are the numbers that people write.
  const value = (step: number) => (power < 0 ? (step * factor) / 10 ** -power : step * factor * 10 ** power);
  const width = factor * 10 ** power;
  const first = Math.floor(lowest / width);
  const last = Math.ceil(highest / width);
  const isUsable = highest > lowest && Math.max(Math.abs(first), Math.abs(last)) * factor < Number.MAX_SAFE_INTEGER;
  return isUsable ? Array.from({ length: last - first + 1 }, (_, index) => value(first + index)) : [lowest];
}

/** The next larger of 1, 2 and 5 times a power of ten. */
function niceStep(least: number): { factor: number; power: number } {
  if (!(least > 0)) return { factor: 1, power: 0 };
  const power = Math.floor(Math.log10(least));
  const factor = [1, 2, 5].find((each) => each * 10 ** power >= least * (1 - 1e-9));
  return factor === undefined ? { factor: 1, power: power + 1 } : { factor, power };
}
