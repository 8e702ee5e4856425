/** Opens a source: which files, which columns, which types. Nothing later asks again. */
import {
  RowcastError,
  type SourceColumn,
  type SourceDescription,
  type SourceFile,
  type SourceFormat,
  type SourceRequest,
  type SourceWarning,
} from '../../contract/index.ts';
import { nearest } from '../binding/nearest.ts';
import type { Database } from '../duckdb/database.ts';
import { DatabaseError, sentence } from '../duckdb/errors.ts';
import { literal, pathLiteral } from '../sql/text.ts';
import { sniffCsv, type CsvFindings } from './csv.ts';
import { doubtfulDates } from './doubtful-dates.ts';
import { doubtfulNumbers } from './doubtful-numbers.ts';
import { findFiles } from './files.ts';
import { formatOf } from './format.ts';
import { checkIsLines } from './first-bytes.ts';
import { checkKeys } from './json-keys.ts';
import { isWhole } from './whole-number.ts';
import { parquetFrom } from './relation.ts';
import { titleLines } from './title-lines.ts';

type Findings = Partial<CsvFindings> & { columns: SourceColumn[]; warnings?: SourceWarning[] };

export async function describeSource(database: Database, request: SourceRequest): Promise<SourceDescription> {
  const files = await findFiles(database, request.paths);
  const [first, ...others] = files as [SourceFile, ...SourceFile[]];
  const format = request.format ?? formatOf(first.path);
  checkOptions(format, first.path, request);
  let found = await read(database, format, first.path, request);
  for (const other of others) {
    sameFormat(format, other.path, request);
    const next = await read(database, format, other.path, request);
    sameColumns(first.path, found.columns, other.path, next.columns);
    found = {
      ...found,
      columns: found.columns.map((column, at) => withFractions(column, next.columns[at])),
      warnings: found.warnings?.length ? found.warnings : (next.warnings ?? []),
    };
  }
  // Files may differ in a column's type; the table has the type that holds the values of all.
  if (format === 'parquet' && others.length > 0) {
    found = { columns: await columnsOf(database, first.path, parquetFrom(files.map((file) => file.path))) };
  }
  await checkTypes(database, first.path, found.columns, request.types);
  return { format, files, warnings: [], ...found };
}

/** What is said about a table must mean something for its format. */
function checkOptions(format: SourceFormat, path: string, request: SourceRequest): void {
  const refuse = (what: string, hint: string, windowHint: string) =>
    new RowcastError('INVALID_ARGUMENT', `"${path}" is read as ${format}, which ${what}.`, hint, { windowHint });
  if (format === 'parquet' && Object.keys(request.types).length > 0) {
    throw refuse(
      'has types of its own: no type can be given',
      'Bind an expression instead: --bind FEATURE:=CAST(COLUMN AS TYPE).',
      'Feed an expression instead: CAST(COLUMN AS TYPE).',
    );
  }
  if (format !== 'csv' && Object.keys(request.csv).length > 0) {
    throw refuse(
      `has no ${Object.keys(request.csv).join(', ')} to be told`,
      'Leave out the options that are for CSV files, or pass --input-format csv.',
      'Leave out the options that are for CSV files, or say that it is one.',
    );
  }
}

async function read(database: Database, format: SourceFormat, path: string, request: SourceRequest): Promise<Findings> {
  switch (format) {
    case 'csv':
      return readCsv(database, path, request);
    case 'parquet':
      return { columns: await parquetColumns(database, path) };
    case 'ndjson': {
      checkIsLines(path);
      const columns = await columnsOf(database, path, `read_ndjson(${pathLiteral(path)}, sample_size = -1)`);
      await checkKeys(database, path, columns);
      return { columns: columns.map(({ name, type }) => ({ name, type: request.types[name] ?? textForJson(type) })) };
    }
  }
}

async function readCsv(database: Database, path: string, { csv, types }: SourceRequest): Promise<Findings> {
  // DuckDB's own message for a type of a column that is not there names no file and no near column.
  if (Object.keys(types).length > 0) {
    await checkTypes(database, path, (await sniffCsv(database, path, csv, {})).columns, types);
  }
  const found = await sniffCsv(database, path, csv, types);
  const titles = await titleLines(database, path, found, csv);
  const said = { csv, types };
  // What numbers and dates mean is told once the table begins where it should.
  return {
    ...found,
    warnings:
      titles.length > 0
        ? titles
        : [
            ...(await doubtfulNumbers(database, path, found, said)),
            ...(await doubtfulDates(database, path, found, said)),
          ],
  };
}

/** Whole numbers in one file and fractions in another are DOUBLE in all; any other difference is for the read to find. */
function withFractions(column: SourceColumn, other: SourceColumn | undefined): SourceColumn {
  return other?.type === 'DOUBLE' && isWhole(column) ? { ...column, type: 'DOUBLE' } : column;
}

/** DuckDB's type of a column that is always null, or of more than one type: its text is what can be used of it. */
function textForJson(type: string): string {
  return type === 'JSON' ? 'VARCHAR' : type;
}

async function columnsOf(database: Database, path: string, from: string): Promise<SourceColumn[]> {
  const rows = await database.rows(`DESCRIBE FROM ${from}`).catch((error: unknown) => {
    if (!(error instanceof DatabaseError)) throw error;
    if (/No magic bytes|too small to be a Parquet/.test(error.message)) throw notParquet(path, error);
    throw new RowcastError(
      'SOURCE_MALFORMED',
      `"${path}" cannot be read as a table: ${sentence(error)}`,
      'Check whether the file is complete and of the format its name says.',
      { cause: error },
    );
  });
  return rows.map((row) => ({ name: String(row['column_name']), type: String(row['column_type']) }));
}

/** DuckDB gives names that differ in case only a number at their end, so that the other column would be taken for the one that was named. */
async function parquetColumns(database: Database, path: string): Promise<SourceColumn[]> {
  const columns = await columnsOf(database, path, parquetFrom([path]));
  const names = new Set(columns.map(({ name }) => name.toLowerCase()));
  const isNumbered = ({ name }: SourceColumn) => names.has(/^(.+)_\d+$/s.exec(name)?.[1]?.toLowerCase() ?? '');
  if (!columns.some(isNumbered)) return columns;
  const stored = await database.rows(`SELECT name, num_children FROM parquet_schema(${pathLiteral(path)})`);
  const [root, ...nodes] = stored.map((node) => ({
    name: String(node['name']),
    children: Number(node['num_children'] ?? 0),
  }));
  const seen = new Map<string, string>();
  let inside = 0;
  for (const { name, children } of root === undefined ? [] : nodes) {
    const isColumn = inside === 0;
    inside = Math.max(0, inside - 1) + children;
    if (!isColumn) continue;
    const other = seen.get(name.toLowerCase());
    if (other !== undefined) throw namesAlike(path, other, name);
    seen.set(name.toLowerCase(), name);
  }
  return columns;
}

function namesAlike(path: string, one: string, other: string): RowcastError {
  return new RowcastError(
    'SOURCE_MALFORMED',
    `"${path}" has columns "${one}" and "${other}": expected names that differ in more than case.`,
    'Rename one of them where the file is made.',
  );
}

function notParquet(path: string, cause: DatabaseError): RowcastError {
  return new RowcastError(
    'SOURCE_MALFORMED',
    `"${path}" is not a whole Parquet file: it does not end with the mark that closes one.`,
    'Write or copy it again if it was cut off; pass --input-format if it is of another format.',
    { cause, windowHint: 'Write or copy it again if it was cut off; say which format it has if it is another.' },
  );
}

function sameFormat(format: SourceFormat, path: string, request: SourceRequest): void {
  if (request.format !== undefined || formatOf(path) === format) return;
  throw new RowcastError(
    'SOURCE_COLUMNS_DIFFER',
    `"${path}" is ${formatOf(path)}, the files before it are ${format}: expected one format.`,
    'Score the formats in two runs.',
  );
}

function sameColumns(
  firstPath: string,
  expected: readonly SourceColumn[],
  path: string,
  found: readonly SourceColumn[],
): void {
  const at = expected.findIndex((column, index) => column.name !== found[index]?.name);
  const position = at === -1 && found.length > expected.length ? expected.length : at;
  if (position === -1) return;
  const name = (columns: readonly SourceColumn[]) => {
    const column = columns[position];
    return column === undefined ? 'no column' : `"${column.name}"`;
  };
  throw new RowcastError(
    'SOURCE_COLUMNS_DIFFER',
    `"${path}" has ${name(found)} as column ${position + 1}, "${firstPath}" has ${name(expected)}: expected the same columns in the same order.`,
    'Score the files in two runs, or make their columns equal first.',
  );
}

/** Every type the user gave must exist, and be for a column that is there. */
async function checkTypes(
  database: Database,
  path: string,
  columns: readonly SourceColumn[],
  types: Readonly<Record<string, string>>,
): Promise<void> {
  const names = columns.map((column) => column.name);
  for (const [name, type] of Object.entries(types)) {
    if (names.includes(name)) {
      await checkType(database, name, type);
      continue;
    }
    const close = nearest(name, names);
    throw new RowcastError(
      'COLUMN_NOT_FOUND',
      `A type is given for column "${name}", which "${path}" does not have.`,
      close === undefined ? `Its columns are: ${names.join(', ')}.` : `The nearest column is "${close}".`,
    );
  }
}

async function checkType(database: Database, column: string, type: string): Promise<void> {
  const base = type.replace(/\(.*$/s, '').trim().toLowerCase();
  const rows = await database.rows(`SELECT 1 FROM duckdb_types() WHERE lower(type_name) = ${literal(base)} LIMIT 1`);
  if (rows.length > 0) return;
  throw new RowcastError(
    'INVALID_ARGUMENT',
    `There is no type "${type}", which is given for column "${column}".`,
    'Use a type of DuckDB: VARCHAR, INTEGER, BIGINT, DOUBLE, BOOLEAN, DATE, TIMESTAMP, DECIMAL(18,3) and others.',
  );
}
