/** Figures of a comparison as the terminal writes them. */
import { count } from './numbers.ts';

/** A dash for a figure that is not defined. */
export function written(value: number | null, write: (value: number) => string): string {
  return value === null ? '–' : write(value);
}

/** Four digits after the point, or four that count where it is large or tiny. */
export function decimal(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && size < 0.001) return value.toExponential(2);
  return size >= 1000 ? count(value) : value.toFixed(4);
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
