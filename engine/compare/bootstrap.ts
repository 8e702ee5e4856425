/** Intervals for differences of mean losses by Efron's bootstrap: rows are drawn again, both models' losses with them. */
import type { Session } from '../duckdb/session.ts';
import { amount, figure } from './figures.ts';
import { betterOf, type TestFigures } from './paired-tests.ts';
import { scoreName } from './rows.ts';

const resamples = 1000;
/**
 * Rows are drawn one by one up to this many; beyond it they are dealt into as many groups by their number, and groups are drawn,
 * which estimates the same variance from sums that fit anywhere.
 */
const groupLimit = 10_000;

type LossName = 'logLoss' | 'brier' | 'mae' | 'rmse';

const smallest = 2 ** -52;

const losses: Readonly<Record<LossName, (score: string) => string>> = {
  logLoss: (p) => `-ln(greatest(${smallest}, CASE WHEN y = 1 THEN ${p} ELSE 1 - ${p} END))`,
  brier: (p) => `(${p} - y) * (${p} - y)`,
  mae: (score) => `abs(${score} - y)`,
  rmse: (score) => `(${score} - y) * (${score} - y)`,
};

/** Sums over the rows of one group. */
interface Sums {
  weight: Float64Array;
  champion: Float64Array;
  challenger: Float64Array;
}

/** A test for each of `names`; none of probabilities where a score is no probability. */
export async function bootstrap(
  session: Session,
  at: number,
  names: readonly LossName[],
  seed: number,
): Promise<TestFigures[]> {
  const [a, b] = [scoreName(0), scoreName(at)];
  const sums = names.map(
    (name) => `fsum(w * ${losses[name](a)}) AS ${name}_a, fsum(w * ${losses[name](b)}) AS ${name}_b`,
  );
  const rows = await session.rows(
    `SELECT grouped, sum(w) AS w, ${sums.join(', ')}, min(least(${a}, ${b})) AS lowest, max(greatest(${a}, ${b})) AS highest
     FROM (
       SELECT *, CASE WHEN judged <= ${groupLimit} THEN row ELSE (row * 2654435761) % 4294967296 % ${groupLimit} END AS grouped
       FROM compare_rows, (SELECT count(y) AS judged FROM compare_rows) WHERE y IS NOT NULL
     )
     GROUP BY grouped ORDER BY grouped`,
  );
  if (rows.length < 2) return [];
  const column = (key: string) => Float64Array.from(rows, (row) => figure(row, key) ?? Number.NaN);
  const isProbability = rows.every((row) => amount(row, 'lowest') >= 0 && amount(row, 'highest') <= 1);
  return names
    .filter((name) => isProbability || (name !== 'logLoss' && name !== 'brier'))
    .map((name) =>
      test(name, { weight: column('w'), champion: column(`${name}_a`), challenger: column(`${name}_b`) }, seed),
    );
}

function test(name: LossName, sums: Sums, seed: number): TestFigures {
  const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
  const finish = name === 'rmse' ? Math.sqrt : (mean: number) => mean;
  const weight = total(sums.weight);
  const championValue = finish(total(sums.champion) / weight);
  const challengerValue = finish(total(sums.challenger) / weight);
  const differences = resampled(sums, seed, finish).toSorted();
  // The 25th from either end of 1,000: 2.5 % lie outside on each side.
  const interval = { low: differences[24] ?? 0, high: differences[resamples - 25] ?? 0 };
  return {
    figure: name,
    method: 'bootstrap',
    championValue,
    challengerValue,
    difference: challengerValue - championValue,
    ...interval,
    pValue: null,
    better: betterOf(interval, 'less'),
  };
}

function resampled(
  { weight, champion, challenger }: Sums,
  seed: number,
  finish: (mean: number) => number,
): Float64Array {
  const random = randomNumbers(seed);
  const count = weight.length;
  return Float64Array.from({ length: resamples }, () => {
    let [w, a, b] = [0, 0, 0];
    for (let drawn = 0; drawn < count; drawn += 1) {
      const at = Math.floor(random() * count);
      w += weight[at] ?? 0;
      a += champion[at] ?? 0;
      b += challenger[at] ?? 0;
    }
    return finish(b / w) - finish(a / w);
  });
}

/** Numbers from 0 to below 1: Steele, Lea and Flood's SplitMix in 32 bits. */
function randomNumbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}
