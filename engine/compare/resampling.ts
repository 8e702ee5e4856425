/** Intervals by Efron's bootstrap from sums over groups of rows: groups are drawn again, with all that was summed of them. */

const resamples = 1000;
/** The 25th from either end of 1,000: 2.5 % lie outside on each side. */
const tail = 25;

/** Groups into which rows are dealt; the standard error of a variance that is estimated from so many is 3 % of it. */
const resampledGroups = 2000;

/**
 * SQL of the group of a row: itself up to `resampledGroups` rows, and one of so many beyond, mixed as SplitMix does: by a remainder of the
 * row's number, or by its multiples alone, rows that alternate would not be dealt as by chance, and intervals be too wide or too narrow.
 */
export function groupOfRow(row: string, rows: number): string {
  if (rows <= resampledGroups) return row;
  const shifted = (number: string, bits: number) => `xor(${number}, ${number} >> ${bits})`;
  const times = (number: string, factor: number) => `(${number} * ${factor}::UBIGINT % 4294967296::UBIGINT)`;
  const first = times(shifted(`((${row}) % 4294967296)::UBIGINT`, 16), 0x21f0aaad);
  const mixed = shifted(times(shifted(first, 15), 0x735a2d97), 15);
  return `(${mixed} * ${resampledGroups}::UBIGINT // 4294967296::UBIGINT)`;
}

/** For each figure its value of all groups, and the 95 % interval; a figure that is not defined for a drawing has no interval. */
export interface Resampled {
  value: number;
  low: number;
  high: number;
}

/**
 * `groups` hold the same sums each, in the order in which they are to be drawn; `figures` makes of such sums, added, what is wanted an
 * interval of, NaN where it is not defined. The same seed draws the same.
 */
export function resampled(
  groups: readonly Float64Array[],
  figures: (sums: Float64Array) => readonly number[],
  seed: number,
): (Resampled | undefined)[] {
  const [first] = groups;
  if (first === undefined || groups.length < 2) return [];
  const random = new Random(seed);
  const sums = new Float64Array(first.length);
  for (const group of groups) addTo(sums, group);
  const whole = figures(sums);
  const drawn = whole.map(() => new Float64Array(resamples));
  for (let at = 0; at < resamples; at += 1) {
    sums.fill(0);
    for (let count = 0; count < groups.length; count += 1) addTo(sums, groups[random.below(groups.length)] ?? first);
    for (const [index, value] of figures(sums).entries()) {
      const values = drawn[index];
      if (values !== undefined) values[at] = value;
    }
  }
  return whole.map((value, index) => intervalOf(value, drawn[index] ?? new Float64Array()));
}

function addTo(sums: Float64Array, group: Float64Array): void {
  for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) + (group[at] ?? 0);
}

function intervalOf(value: number, drawn: Float64Array): Resampled | undefined {
  if (!Number.isFinite(value) || drawn.some((one) => !Number.isFinite(one))) return undefined;
  const sorted = drawn.toSorted();
  return { value, low: sorted[tail - 1] ?? value, high: sorted[resamples - tail] ?? value };
}

/** Steele, Lea and Flood's SplitMix in 32 bits, as the native resampling has it. */
class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 to below `end`. */
  below(end: number): number {
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 16), 0x21f0aaad) >>> 0;
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97) >>> 0;
    return Math.floor((((mixed ^ (mixed >>> 15)) >>> 0) * end) / 4294967296);
  }
}
