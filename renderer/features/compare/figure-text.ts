/** Figures of a comparison as its report writes them, so that both say the same. */
import { countText } from '../../ui/quantities.ts';

const minus = '−';

/** Four digits after the point, or three that count where it is tiny; a dash for a figure that is not defined. */
export function decimalText(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  const size = Math.abs(value);
  if (size !== 0 && size < 0.001) return value.toExponential(2).replace('-', minus).replace('e-', `e${minus}`);
  return size >= 1000 ? weightText(value) : value.toFixed(4).replace('-', minus);
}

export function signedText(value: number): string {
  return `${value < 0 ? minus : '+'}${decimalText(Math.abs(value))}`;
}

export function pValueText(p: number | null): string {
  if (p === null) return '–';
  return p < 0.0001 ? 'below 0.0001' : p.toFixed(4);
}

/** `61.2 %`. */
export function shareText(share: number | null | undefined): string {
  return share === null || share === undefined ? '–' : `${(share * 100).toFixed(1)} %`;
}

/** Sums of weights, which are counts where each row counts the same. */
export function weightText(weight: number): string {
  return Number.isInteger(weight) ? countText(weight) : countText(Math.round(weight));
}

/** A score as short as it can be told from its neighbours. */
export function scoreText(score: number): string {
  return score.toLocaleString('en', { maximumSignificantDigits: 6 }).replace('-', minus);
}

/** A sum of costs or of amounts, below zero too. */
export function amountText(sum: number): string {
  const size = Math.abs(sum);
  const written = size.toLocaleString('en', { maximumFractionDigits: size < 100 ? 2 : 0 });
  return sum < 0 ? `${minus}${written}` : written;
}

/** Four digits that count: as much as an axis or a title needs. */
export function briefText(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 4 }).replace('-', minus);
}
