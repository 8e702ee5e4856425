/** Bars of a histogram: equal width, about two dozen, with edges that are easy to read. */

/** Edges of the bars, in order, one more than there are bars. */
export type Edges = number[];

const mostBars = 24;
const fractions = [1, 2, 2.5, 5, 10];
const msPerDay = 86_400_000;
const secondsSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200];
const daySteps = [1, 2, 7, 14, 28, 91, 182];

/** For numbers with fractions, between finite bounds. */
export function numberEdges(lowest: number, highest: number): Edges {
  const span = highest - lowest;
  if (span === 0) return even(lowest - 0.5, 1, 1);
  if (!Number.isFinite(span)) return spread(lowest, highest);
  const exponent = Math.floor(Math.log10(span / mostBars));
  const steps = fractions.map((fraction) => ({ fraction, exponent, ...bars(lowest, highest, fraction, exponent) }));
  const step = steps.find(({ count }) => count <= mostBars + 1);
  if (step === undefined) return spread(lowest, highest);
  const edges = Array.from({ length: step.count + 1 }, (_, index) => unscaled(step.first + index, step));
  const covers = (edges[0] ?? Infinity) <= lowest && (edges.at(-1) ?? -Infinity) >= highest;
  return covers && isRising(edges) ? edges : spread(lowest, highest);
}

/** For whole numbers: each value has its own bar, around it, where there are few. */
export function integerEdges(lowest: number, highest: number): Edges {
  if (highest - lowest < mostBars) return even(lowest - 0.5, 1, highest - lowest + 1);
  const exact = (highest - lowest) / mostBars;
  const exponent = Math.floor(Math.log10(exact));
  const steps = fractions.map((fraction) => unscaled(1, { fraction, exponent })).filter(Number.isInteger);
  const edges = covering(lowest, highest, steps.find((step) => step >= exact) ?? 10 ** (exponent + 1));
  return isRising(edges) ? edges : spread(lowest, highest);
}

/** For instants in milliseconds since 1970: bars of seconds, minutes, hours, days or years. */
export function timeEdges(lowest: number, highest: number, wholeDays: boolean): Edges {
  const exact = (highest - lowest) / mostBars;
  const shorter = wholeDays ? [] : secondsSteps.map((seconds) => seconds * 1000);
  const steps = [...shorter, ...daySteps.map((days) => days * msPerDay)];
  const years = Math.ceil(exact / (365.25 * msPerDay));
  return covering(lowest, highest, steps.find((step) => step >= exact) ?? Math.round(years * 365.25) * msPerDay);
}

function covering(lowest: number, highest: number, width: number): Edges {
  const first = Math.floor(lowest / width);
  return even(first * width, width, Math.floor(highest / width) - first + 1);
}

function even(first: number, width: number, count: number): Edges {
  return Array.from({ length: count + 1 }, (_, index) => first + index * width);
}

/** Without steps that are easy to read: the numbers lie too near to one another, or too far apart. */
function spread(lowest: number, highest: number): Edges {
  const width = highest / mostBars - lowest / mostBars;
  const edges = [...even(lowest, width, mostBars).slice(0, -1), highest];
  return isRising(edges) ? edges : [lowest, highest];
}

function isRising(edges: Edges): boolean {
  return edges.every((edge, index) => Number.isFinite(edge) && (index === 0 || edge > (edges[index - 1] ?? 0)));
}

function bars(lowest: number, highest: number, fraction: number, exponent: number): { first: number; count: number } {
  const scaled = (value: number) => (exponent < 0 ? value * 10 ** -exponent : value / 10 ** exponent) / fraction;
  const first = Math.floor(scaled(lowest));
  return { first, count: Math.max(Math.ceil(scaled(highest)) - first, 1) };
}

/** Powers of ten below 1 are no numbers that a computer has; dividing by their inverse gives the nearest. */
function unscaled(count: number, { fraction, exponent }: { fraction: number; exponent: number }): number {
  return exponent < 0 ? (count * fraction) / 10 ** -exponent : count * fraction * 10 ** exponent;
}
