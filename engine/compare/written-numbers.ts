/** Numbers as sentences and tables of a comparison write them. */

/** Four digits after the point, or three that count where it is tiny. */
export function decimal(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && size < 0.001) return value.toExponential(2).replace('-', '−').replace('e-', 'e−');
  return size >= 1000 ? count(value) : value.toFixed(4).replace('-', '−');
}

/** A score as short as it can be told from its neighbours. */
export function shortest(score: number): string {
  return score.toLocaleString('en-US', { maximumSignificantDigits: 6 }).replace('-', '−');
}

/** Four digits that count: as much as an axis or a title needs. */
export function brief(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 4 }).replace('-', '−');
}

export function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${decimal(Math.abs(value))}`;
}

export function pValue(p: number): string {
  return p < 0.0001 ? 'below 0.0001' : p.toFixed(4);
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}

export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US').replace('-', '−');
}

/** A dash for a figure that is not defined. */
export function orDash(value: number | null, write: (value: number) => string): string {
  return value === null ? '–' : write(value);
}
