/** How one statement reads a source: as typed columns, or as the text that stands in the file. */
import type { CsvOptions, SourceColumn, SourceDescription } from '../../contract/index.ts';
import { identifier, pathList } from '../sql/text.ts';
import { columnTypes } from './column-types.ts';
import { csvRelation, numberText, typedText } from './csv-relation.ts';
import { linesFrom, lineValue } from './ndjson.ts';
import { isNumber, pointed, typedNumber } from './number-text.ts';
import { isWhole, wholeNumber } from './whole-number.ts';

/** What stands in FROM, and how a column's value is had there. */
export interface Relation {
  /** Whether its columns have types, or are cast from the fields or lines of text that stand in the file. */
  kind: 'typed' | 'fields' | 'lines';
  from: string;
  /** SQL of a column's value in the type the source description gives. */
  value(column: SourceColumn): string;
  /** SQL of a column's value in another type; `tolerant` makes NULL of what does not convert. */
  convert(column: SourceColumn, type: string, tolerant: boolean): string;
  /** SQL of the text of a number, with a point where its fraction begins; for columns of text. */
  numberText(column: SourceColumn): string;
}

/** Columns in their sniffed or stored types. */
export function typedRelation(source: SourceDescription): Relation {
  return {
    kind: 'typed',
    from: typedFrom(source),
    value: (column) => identifier(column.name),
    convert: (column, type, tolerant) =>
      column.type === type
        ? identifier(column.name)
        : `${tolerant ? 'TRY_CAST' : 'CAST'}(${identifier(column.name)} AS ${type})`,
    numberText: ({ name, type }) =>
      type === 'VARCHAR' ? pointed(identifier(name), source.csv ?? {}) : `CAST(${identifier(name)} AS VARCHAR)`,
  };
}

/** Columns of a CSV file as the fields of text they are; a typed value is a cast of that text. */
export function textRelation(source: SourceDescription, csv: CsvOptions): Relation {
  const asText = source.columns.map((column) => ({ name: column.name, type: 'VARCHAR' }));
  return {
    kind: 'fields',
    from: csvRelation(paths(source), asText, { ...csv, nullTexts: [] }),
    value: (column) => typedText(column, csv),
    convert: (column, type, tolerant) => typedText({ name: column.name, type }, csv, tolerant),
    numberText: (column) => numberText(column.name, csv),
  };
}

/** Whether every column's name can be written into a path of DuckDB's JSON functions. */
export function canReadLines(source: SourceDescription): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return source.columns.every((column) => !/[\u0000-\u001f"\\*]/.test(column.name));
}

/** NDJSON as the lines it is; a typed value is taken out of the line and cast. */
export function linesRelation(source: SourceDescription): Relation {
  const { columns } = source;
  return {
    kind: 'lines',
    from: linesFrom(paths(source), columns),
    value: (column) => lineValue(column, columns, column.type, false),
    convert: (column, type, tolerant) => lineValue(column, columns, type, tolerant),
    numberText: (column) => lineValue(column, columns, 'VARCHAR', false),
  };
}

function typedFrom(source: SourceDescription): string {
  const files = paths(source);
  const { columns, csv = {} } = source;
  switch (source.format) {
    case 'csv':
      return withNumbers(columns, {
        // DuckDB's own reader takes `1.5` for 15 where points part thousands.
        isRead: csv.thousandsSeparator === undefined ? isWhole : isNumber,
        readAs: 'VARCHAR',
        number: (column) => typedNumber(identifier(column.name), column, csv, false),
        from: (read) => csvRelation(files, read, csv),
      });
    case 'parquet':
      return parquetFrom(files);
    case 'ndjson':
      return withNumbers(columns, {
        isRead: isWhole,
        readAs: 'JSON',
        number: (column) => wholeNumber(`json_extract_string(${identifier(column.name)}, '$')`, column, false),
        from: (read) => `read_ndjson(${pathList(files)}, columns = ${columnTypes(read)})`,
      });
  }
}

interface NumbersFromText {
  /** Which columns are read as `readAs` and made numbers by `number`. */
  isRead: (column: SourceColumn) => boolean;
  readAs: string;
  number: (column: SourceColumn) => string;
  from: (columns: readonly SourceColumn[]) => string;
}

/** A relation whose numbers are made from their text, where the reader would make other numbers of it without a word. */
function withNumbers(columns: readonly SourceColumn[], { isRead, readAs, number, from }: NumbersFromText): string {
  const numbers = columns.filter(isRead);
  if (numbers.length === 0) return from(columns);
  const read = from(columns.map((column) => (isRead(column) ? { ...column, type: readAs } : column)));
  // DuckDB takes minutes for a `* REPLACE` of thousands of columns, and seconds for their names.
  const named = columns.map((column) => {
    const name = identifier(column.name);
    return isRead(column) ? `${number(column)} AS ${name}` : name;
  });
  return `(SELECT ${named.join(', ')} FROM ${read})`;
}

/** Of several files each column has the type that holds the values of all; otherwise the first file's would round them. */
export function parquetFrom(files: readonly string[]): string {
  return `read_parquet(${pathList(files)}, hive_partitioning = false, union_by_name = ${files.length > 1})`;
}

function paths(source: SourceDescription): string[] {
  return source.files.map((file) => file.path);
}
