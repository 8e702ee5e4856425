/** Delimited text, read by nothing but what was found out about it: as typed columns, or as text that is cast. */
import type { CsvOptions, SourceColumn } from '../../contract/index.ts';
import { identifier, literal, literalList, pathList } from '../sql/text.ts';
import { columnTypes } from './column-types.ts';
import { pointed, typedNumber } from './number-text.ts';

/** DuckDB's names of the encodings. */
const encodings: Readonly<Record<NonNullable<CsvOptions['encoding']>, string>> = {
  'utf-8': 'utf-8',
  'utf-16': 'utf-16',
  'latin-1': 'latin-1',
};

/** `read_csv` with everything said, so that the whole file is read as its beginning was. */
export function csvRelation(paths: readonly string[], columns: readonly SourceColumn[], csv: CsvOptions): string {
  const options = ['auto_detect = false', `columns = ${columnTypes(columns)}`, ...readOptions(csv)];
  return `read_csv(${pathList(paths)}, ${options.join(', ')})`;
}

/** What was said of a file, as options of DuckDB's CSV functions. */
export function readOptions(csv: CsvOptions): string[] {
  const options = ["comment = ''", 'strict_mode = true'];
  const add = (name: string, value: string | undefined) => {
    if (value !== undefined) options.push(`${name} = ${literal(value)}`);
  };
  add('delim', csv.delimiter);
  add('quote', csv.quote);
  add('escape', csv.escape);
  if (csv.header !== undefined) options.push(`header = ${csv.header}`);
  if (csv.skipLines !== undefined) options.push(`skip = ${csv.skipLines}`);
  if (csv.nullTexts !== undefined && csv.nullTexts.length > 0) {
    options.push(`nullstr = ${literalList(['', ...csv.nullTexts])}`);
  }
  add('decimal_separator', csv.decimalSeparator);
  add('dateformat', csv.dateFormat);
  add('timestampformat', csv.timestampFormat);
  if (csv.encoding !== undefined) options.push(`encoding = ${literal(encodings[csv.encoding])}`);
  return options;
}

/**
 * SQL that gives a text column a type, as `read_csv` would have done. `tolerant` makes NULL of what does not convert.
 */
export function typedText(column: SourceColumn, csv: CsvOptions, tolerant = false): string {
  const text = presentText(column.name, csv);
  const parse = tolerant ? 'try_strptime' : 'strptime';
  if (column.type === 'VARCHAR') return text;
  if (column.type === 'DATE' && csv.dateFormat !== undefined && csv.dateFormat !== '%Y-%m-%d') {
    return `CAST(${parse}(${text}, ${literal(csv.dateFormat)}) AS DATE)`;
  }
  if (column.type === 'TIMESTAMP' && csv.timestampFormat !== undefined) {
    return `${parse}(${text}, ${literal(csv.timestampFormat)})`;
  }
  return typedNumber(text, column, csv, tolerant);
}

/** SQL of a column's text with a point for a decimal separator, NULL where it stands for a missing value. */
export function numberText(name: string, csv: CsvOptions): string {
  return pointed(presentText(name, csv), csv);
}

/** SQL of a column's text, NULL where it stands for a missing value. */
function presentText(name: string, csv: CsvOptions): string {
  const nulls = csv.nullTexts ?? [];
  const column = identifier(name);
  if (nulls.length === 0) return column;
  return `CASE WHEN ${column} IN (${nulls.map(literal).join(', ')}) THEN NULL ELSE ${column} END`;
}
