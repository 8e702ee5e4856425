/** What to do about a text that is a number as other countries write it. */
import { meansMissing, type CsvOptions } from '../../contract/index.ts';
import { decimalBeside, type Thousands } from './number-text.ts';

/** What to do, on the command line and in a window. */
export interface Advice {
  hint: string;
  windowHint: string;
}

const markNames: Readonly<Record<Thousands, string>> = { '.': 'point', ',': 'comma', ' ': 'space', "'": 'apostrophe' };

/** Numbers with parted thousands, by the mark that parts them; a fraction may follow. */
const parted: readonly [Thousands, RegExp][] = [
  ['.', /^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$/],
  [',', /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/],
  [' ', /^[+-]?\d{1,3}([ \u00a0\u202f]\d{3})+([.,]\d+)?$/],
  ["'", /^[+-]?\d{1,3}(['\u2019]\d{3})+([.,]\d+)?$/],
];

/** The number that `text` writes as was said; NaN where it is written otherwise. */
export function numberOf(text: string, csv: CsvOptions): number {
  return Number(plainNumber(text, csv) ?? Number.NaN);
}

/**
 * The same with all its digits, which a double may not hold: a point before its fraction, and nothing between its thousands;
 * undefined where it is written otherwise.
 */
export function plainNumber(
  text: string,
  { decimalSeparator: decimal = '.', thousandsSeparator: mark }: CsvOptions,
): string | undefined {
  const isParted = mark !== undefined && parted.some(([by, written]) => by === mark && written.test(text));
  const joined = isParted ? text.replaceAll(/['\u2019 \u00a0\u202f]/g, '').replaceAll(mark, '') : text;
  const plain = decimal === ',' ? joined.replace(',', '.') : joined;
  const hasPoint = decimal === ',' && joined.includes('.');
  return hasPoint || Number.isNaN(Number(plain)) ? undefined : plain;
}

/** Undefined where `text` is no number in any country's writing, or none that an option would read. */
export function numberAdvice(text: string, csv: CsvOptions): Advice | undefined {
  const { decimalSeparator: decimal = '.', thousandsSeparator: said } = csv;
  if (said !== undefined) return text.includes(said) && /^[+-]?[\d., ']+$/.test(text) ? threeDigits(said) : undefined;
  const mark = parted.find(([, written]) => written.test(text))?.[0];
  // `1,400` is one and four tenths just as well.
  if (mark === ',' && /^[^,]*,\d{3}$/.test(text)) return thousandOrFraction(text);
  if (mark !== undefined) return readWith(mark, text, decimal);
  if (decimal === '.' && /^[+-]?\d*,\d+$/.test(text)) {
    return {
      hint: 'Pass --decimal , if the comma is the decimal separator.',
      windowHint: 'If the comma is the decimal separator, say so in the options of the file.',
    };
  }
  return decimal === ',' && /^[+-]?\d*\.\d+$/.test(text) ? pointBesideComma : undefined;
}

function readWith(mark: Thousands, text: string, decimal: '.' | ','): Advice {
  const comma = mark === ' ' || mark === "'" ? /,\d+$/.test(text) : decimalBeside(mark) === ',';
  const point = mark === ',' || /\.\d+$/.test(text);
  const needed = comma ? ',' : point ? '.' : decimal;
  const digits = text
    .replaceAll(/[^\d.,+-]/g, '')
    .replaceAll(mark, '')
    .replace(',', '.');
  const also = needed === decimalBeside(mark) ? '' : ` --decimal ${needed}`;
  return {
    hint: `Pass --thousands ${mark === ' ' || mark === "'" ? `"${mark}"` : mark}${also} to read ${JSON.stringify(text)} as ${digits}.`,
    windowHint: `In the options of the file, choose the ${markNames[mark]} for thousands${needed === decimal ? '' : ` and the ${markNames[needed]} for decimals`}.`,
  };
}

function thousandOrFraction(text: string): Advice {
  const [thousand, fraction] = [text.replace(',', ''), text.replace(',', '.')];
  return {
    hint: `Pass --thousands , if ${JSON.stringify(text)} means ${thousand}, or --decimal , if it means ${fraction}.`,
    windowHint: `In the options of the file, choose the comma for thousands if ${JSON.stringify(text)} means ${thousand}, or for decimals if it means ${fraction}.`,
  };
}

/** The same where an expression is what can read it: a file that is no CSV, or a number with a unit. */
export function numberExpressionAdvice(text: string, feature: string, column: string): Advice | undefined {
  const sql = numberExpression(text, column);
  // Quotes around a name would end the quotes of the shell.
  if (sql === undefined || !/^[a-z_]\w*$/i.test(column)) return undefined;
  return {
    hint: `Bind an expression that reads such numbers: --bind "${feature}:=${sql}".`,
    windowHint: `Write an expression that reads such numbers: ${sql}.`,
  };
}

/** A number before or behind a percent sign, the sign of a currency or its three letters. */
const withUnit = /^(?:\p{Sc}|[A-Z]{3})?\s*[+-]?\d[\d.,' \u00a0\u202f]*?\s*(?:\p{Sc}|%|[A-Z]{3})?$/u;

function numberExpression(text: string, column: string): string | undefined {
  if (!withUnit.test(text)) return undefined;
  const digits = text.replaceAll(/[^\d.,' \u00a0\u202f+-]/g, '').trim();
  const mark = parted.find(([, written]) => written.test(digits))?.[0];
  const comma = mark === undefined ? /^[+-]?\d*,\d+$/.test(digits) : mark !== ',' && digits.includes(',');
  const isBare = digits === text;
  if (isBare && mark === undefined && !comma) return undefined;
  const bare = isBare ? column : `regexp_replace(${column}, '[^0-9.,+-]', '', 'g')`;
  // Spaces and apostrophes went with the unit.
  const isJoined = mark === undefined || (!isBare && (mark === ' ' || mark === "'"));
  const joined = isJoined ? bare : `replace(${bare}, '${mark === "'" ? "''" : mark}', '')`;
  return comma ? `replace(${joined}, ',', '.')` : joined;
}

const pointBesideComma: Advice = {
  hint: 'With --decimal , a point has no place in a number. Repair it in the file, or leave out --decimal if the point begins fractions.',
  windowHint:
    'With the comma for decimals, a point has no place in a number. Repair it in the file, or choose the point for decimals.',
};

function threeDigits(mark: Thousands): Advice {
  const rule = `has three digits after it where it parts thousands. Repair the number in the file, or`;
  return {
    hint: `The ${markNames[mark]} ${rule} leave out --thousands.`,
    windowHint: `The ${markNames[mark]} ${rule} choose no mark for thousands in the options of the file.`,
  };
}

/** What to do about a text that is likely to mean a missing value; `all` does it for whatever does not convert. */
export function missingTextAdvice(text: string, all: string): Advice | undefined {
  if (!meansMissing(text)) return undefined;
  return {
    hint: `Pass --null '${text}' if it means a missing value, once for each such text, or --missing '${all}' to take all that does not convert as missing.`,
    windowHint: `In the options of the file, add ${JSON.stringify(text)} to the texts that mean missing, or say what a missing value of this feature becomes.`,
  };
}
