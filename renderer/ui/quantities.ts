/** Numbers as people read them: thousands separated, with units, and no more digits than mean something. */

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const three = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const share = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });
const smallShare = new Intl.NumberFormat('en', { style: 'percent', maximumSignificantDigits: 2 });

export function countText(count: number): string {
  return whole.format(count);
}

/** `1 row`, `27,268 rows`; `many` where the plural is not the word with an s. */
export function amount(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** Three digits that mean something: `0.214`, `1,540`. */
export function numberText(value: number): string {
  return Number.isFinite(value) && Math.abs(value) >= 1000 ? whole.format(value) : three.format(value);
}

/** `21 %`, and `0.3 %` or `99.98 %` where a whole number would say nothing. */
export function percentText(value: number): string {
  return percentDigits(value).replace('%', '\u00A0%');
}

function percentDigits(value: number): string {
  if (Math.abs(value) > 0 && Math.abs(value) < 0.01) return smallShare.format(value);
  const rest = 1 - value;
  if (rest <= 1e-8 || rest >= 0.01) return share.format(value);
  return `${(value * 100).toFixed(Math.ceil(-Math.log10(rest)) - 2)}%`;
}

const byteUnits = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? whole.format(value) : three.format(value)} ${byteUnits[unit]}`;
}

/** `0.42 s`, `12 s`, `3 min 5 s`, `2 h 4 min`. */
export function secondsText(seconds: number): string {
  if (seconds < 10) return `${three.format(Number(seconds.toFixed(2)))} s`;
  const total = Math.round(seconds);
  if (total < 60) return `${total} s`;
  const minutes = Math.floor(total / 60);
  if (minutes < 60) return `${minutes} min ${total % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Day and minute of a time in ISO 8601, as the reader's clock has it. */
export function timeText(iso: string): string {
  return new Date(iso).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
}
