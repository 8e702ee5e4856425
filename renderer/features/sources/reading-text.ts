/** What was said about how a text table is read, in words. */
import type { CsvOptions, SourceReading } from '../../../contract/index.ts';
import { amount } from '../../ui/quantities.ts';

type Words = { [Option in keyof CsvOptions]-?: (value: NonNullable<CsvOptions[Option]>) => string };

const named: Readonly<Record<string, string>> = { '\t': 'tab', ' ': 'space' };

const words: Words = {
  delimiter: (text) => `${named[text] ?? `“${text}”`} between values`,
  quote: (text) => (text === '' ? 'no quotes' : `${text} around values`),
  escape: (text) => (text === '' ? 'no escapes' : `${text} before quotes`),
  header: (isThere) => (isThere ? 'names in the first line' : 'no names in the first line'),
  skipLines: (lines) => `${amount(lines, 'line')} skipped`,
  nullTexts: (texts) => `${texts.map((text) => `“${text}”`).join(', ')} means missing`,
  decimalSeparator: (text) => (text === ',' ? 'decimal comma' : 'decimal point'),
  thousandsSeparator: (text) => `${named[text] ?? `“${text}”`} between thousands`,
  dateFormat: (text) => `dates as ${text}`,
  timestampFormat: (text) => `times as ${text}`,
  encoding: (text) => text.toUpperCase(),
};

const mostTypes = 2;

/** `decimal comma, “;” between values, price as a number`; empty where nothing was said. */
export function readingText({ csv, types }: Pick<SourceReading, 'csv' | 'types'>): string {
  return [...optionTexts(csv), ...typeTexts(Object.entries(types))].join(', ');
}

function optionTexts(csv: CsvOptions): string[] {
  return (Object.keys(words) as (keyof CsvOptions)[]).flatMap((name) => {
    const value = csv[name];
    return value === undefined ? [] : [(words[name] as (value: unknown) => string)(value)];
  });
}

function typeTexts(types: readonly [string, string][]): string[] {
  if (types.length > mostTypes) return [`types of ${amount(types.length, 'column')}`];
  return types.map(([column, type]) => `${column} as ${type}`);
}
