/** Says what a curve shows. */
import type { Curve } from '../../../contract/index.ts';
import { numberText, percentText } from '../../ui/quantities.ts';

type Line = Curve['lines'][number];

/** `late-v1_probabilities_1 rises from 21 % to 74 % between 0 and 60.` */
export function curveTitle({ feature, kind, at, lines }: Curve): string {
  const steepest = mostMoved(lines);
  if (steepest === undefined) return `No prediction changes with ${feature}.`;
  const { line, low, high } = steepest;
  const text = scaleOf(line);
  const name = line.column;
  const [from = '', to = ''] = [at[low], at[high]];
  const [a, b] = [line.values[low] ?? 0, line.values[high] ?? 0];
  if (kind === 'category') return `${name} lies between ${text(a)} for ${from} and ${text(b)} for ${to}.`;
  const [first, last] = low < high ? [low, high] : [high, low];
  const verb = low < high ? 'rises' : 'falls';
  const values = low < high ? [a, b] : [b, a];
  return `${name} ${verb} from ${text(values[0] ?? 0)} to ${text(values[1] ?? 0)} between ${feature} ${valueText(at[first])} and ${valueText(at[last])}.`;
}

/** The line with the greatest difference, and where it is lowest and highest. */
function mostMoved(lines: readonly Line[]): { line: Line; low: number; high: number } | undefined {
  const moved = lines.map((line) => ({ line, ...extremes(line.values) })).filter(({ span }) => span > 0);
  return moved.toSorted((a, b) => b.span - a.span)[0];
}

function extremes(values: readonly (number | null)[]): { low: number; high: number; span: number } {
  let [low, high] = [-1, -1];
  values.forEach((value, at) => {
    if (value === null || !Number.isFinite(value)) return;
    if (low < 0 || value < (values[low] ?? 0)) low = at;
    if (high < 0 || value > (values[high] ?? 0)) high = at;
  });
  return { low, high, span: low < 0 ? 0 : (values[high] ?? 0) - (values[low] ?? 0) };
}

/** Percent for what is a probability, as far as its name and values can tell. */
export function scaleOf({ column, values }: Pick<Line, 'column' | 'values'>): (value: number) => string {
  const isShare = /prob/i.test(column) && values.every((value) => value === null || (value >= 0 && value <= 1));
  return isShare ? percentText : numberText;
}

function valueText(value: string | undefined): string {
  const number = Number(value);
  return value === undefined || value === '' || Number.isNaN(number) ? (value ?? '') : numberText(number);
}
