/** Even steps over a range of scores, each a short decimal, and SQL that tells between which of them a score lies. */

export interface ScoreSteps {
  /** Ascending; the first is at most the lowest score, the last at least the highest. */
  at: readonly number[];
  /** SQL of how many of them a score reaches: exact, since what a division rounds is put right against the steps themselves. */
  reached(score: string): string;
}

const mostSteps = 1000;

/** Between 400 and 1,000 steps of 1, 2 or 5 times a power of ten; one alone where all scores are the same. */
export function scoreSteps(lowest: number, highest: number): ScoreSteps {
  const { factor, power } = niceStep((highest - lowest) / mostSteps);
  // A power of ten below one is divided by: its quotients are the numbers that people write.
  const value = (step: number) => (power < 0 ? (step * factor) / 10 ** -power : step * factor * 10 ** power);
  const width = factor * 10 ** power;
  const first = Math.floor(lowest / width);
  const last = Math.ceil(highest / width);
  const isUsable = highest > lowest && Math.max(Math.abs(first), Math.abs(last)) * factor < Number.MAX_SAFE_INTEGER;
  if (!isUsable) return { at: [lowest], reached: (score) => `CAST(${score} >= ${lowest.toExponential()} AS INTEGER)` };
  const scale = power < 0 ? `/ 1e${-power}` : `* 1e${power}`;
  const valueSql = (step: string) => `((${step}) * ${factor}.0e0 ${scale})`;
  return {
    at: Array.from({ length: last - first + 1 }, (_, index) => value(first + index)),
    reached: (score) => {
      const near = `floor(${score} / ${width.toExponential()})`;
      const right = `CASE WHEN ${score} >= ${valueSql(`${near} + 1`)} THEN 1 WHEN ${score} < ${valueSql(near)} THEN -1 ELSE 0 END`;
      return `CAST(${near} - ${first - 1} + ${right} AS INTEGER)`;
    },
  };
}

/** The next larger of 1, 2 and 5 times a power of ten. */
function niceStep(least: number): { factor: number; power: number } {
  if (!(least > 0)) return { factor: 1, power: 0 };
  const power = Math.floor(Math.log10(least));
  const factor = [1, 2, 5].find((each) => each * 10 ** power >= least * (1 - 1e-9));
  return factor === undefined ? { factor: 1, power: power + 1 } : { factor, power };
}
