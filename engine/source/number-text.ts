/** Numbers as countries write them, as SQL over their text: which mark begins the fraction, and which parts thousands. */
import type { CsvOptions, SourceColumn } from '../../contract/index.ts';
import { literal } from '../sql/text.ts';
import { isWhole, wholeNumber } from './whole-number.ts';

export type Thousands = NonNullable<CsvOptions['thousandsSeparator']>;

/** Characters that are printed for a separator and typed as it. */
const variants: Partial<Record<Thousands, string>> = { ' ': '\u00a0\u202f', "'": '\u2019' };

/** The separator of a fraction that goes with one of thousands. */
export function decimalBeside(thousands: Thousands): '.' | ',' {
  return thousands === '.' ? ',' : '.';
}

/** SQL that tells whether a separator of thousands stands in `text`. */
export function holdsMark(text: string, mark: Thousands): string {
  return `regexp_matches(${text}, ${literal(`[${mark}${variants[mark] ?? ''}]`)})`;
}

/** Whether a column's values are numbers. */
export function isNumber({ type }: Pick<SourceColumn, 'type'>): boolean {
  return /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\b.*)$/.test(type);
}

/** SQL of the number that `text` is; `tolerant` makes NULL of any other text, which else fails the statement. */
export function typedNumber(text: string, column: SourceColumn, csv: CsvOptions, tolerant: boolean): string {
  const number = isNumber(column) ? pointed(text, csv) : text;
  if (isWhole(column)) return wholeNumber(csv.thousandsSeparator === undefined ? text : number, column, tolerant);
  return `${tolerant ? 'TRY_CAST' : 'CAST'}(${number} AS ${column.type})`;
}

/**
 * SQL of the text of a number with a point where its fraction begins and nothing between its digits. What is not written
 * as was said begins with a question mark, so that it converts to no number: `1.5` is not 15 where points part thousands.
 */
export function pointed(text: string, csv: CsvOptions): string {
  const { thousandsSeparator: mark } = csv;
  const decimal = csv.decimalSeparator ?? '.';
  if (mark === undefined) return withPoint(text, decimal);
  const variant = variants[mark];
  const plain =
    variant === undefined
      ? text
      : `trim(translate(${text}, ${literal(variant)}, ${literal(mark.repeat(variant.length))}))`;
  const grouped = String.raw`\s*[+-]?\d{1,3}([${mark}]\d{3})+([${decimal}]\d*)?\s*`;
  const joined = `replace(replace(${plain}, ${literal(mark)}, ''), ${literal(decimal)}, '.')`;
  return `CASE WHEN NOT contains(${plain}, ${literal(mark)}) THEN ${withPoint(plain, decimal)} WHEN regexp_full_match(${plain}, ${literal(grouped)}) THEN ${joined} ELSE '?' || ${text} END`;
}

/** With a decimal comma, a point parts thousands or is a mistake; either way it must not be read as a decimal point. */
function withPoint(text: string, decimal: string): string {
  if (decimal !== ',') return text;
  return `CASE WHEN contains(${text}, '.') THEN '?' || ${text} ELSE replace(${text}, ',', '.') END`;
}
