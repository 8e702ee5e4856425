/** Opens a source: which files, which columns, which types. Nothing later asks again. */
import {
  RowcastError,
  type SourceColumn,
  type SourceDescription,
  type SourceFile,
  type SourceFormat,
  type SourceRequest,
} from '../../contract/index.ts';
import { nearest } from '../binding/nearest.ts';
import type { Database } from '../duckdb/database.ts';
import { DatabaseError, firstLine } from '../duckdb/errors.ts';
import { literal } from '../sql/text.ts';
import { sniffCsv, type CsvFindings } from './csv.ts';
import { findFiles } from './files.ts';
import { formatOf } from './format.ts';

type Findings = Partial<CsvFindings> & { columns: SourceColumn[] };

export async function describeSource(database: Database, request: SourceRequest): Promise<SourceDescription> {
  const files = await findFiles(database, request.paths);
  const [first, ...others] = files as [SourceFile, ...SourceFile[]];
  const format = request.format ?? formatOf(first.path);
  const found = await read(database, format, first.path, request);
  for (const other of others) {
    sameFormat(format, other.path, request);
    const next = await read(database, format, other.path, request);
    sameColumns(first.path, found.columns, other.path, next.columns);
  }
  checkTypes(first.path, found.columns, request.types);
  return { format, files, ...found };
}

async function read(database: Database, format: SourceFormat, path: string, request: SourceRequest): Promise<Findings> {
  switch (format) {
    case 'csv':
      return sniffCsv(database, path, request.csv, request.types);
    case 'parquet':
      return { columns: await columnsOf(database, path, `read_parquet(${literal(path)}, hive_partitioning = false)`) };
    case 'ndjson': {
      const columns = await columnsOf(database, path, `read_ndjson(${literal(path)})`);
      return { columns: columns.map((column) => ({ ...column, type: request.types[column.name] ?? column.type })) };
    }
  }
}

async function columnsOf(database: Database, path: string, from: string): Promise<SourceColumn[]> {
  const rows = await database.rows(`DESCRIBE FROM ${from}`).catch((error: unknown) => {
    if (!(error instanceof DatabaseError)) throw error;
    throw new RowcastError(
      'SOURCE_MALFORMED',
      `"${path}" cannot be read as a table: ${firstLine(error)}`,
      'Check whether the file is complete and of the format its name says.',
      { cause: error },
    );
  });
  return rows.map((row) => ({ name: String(row['column_name']), type: String(row['column_type']) }));
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

/** Every type the user gave must be for a column that is there. */
function checkTypes(path: string, columns: readonly SourceColumn[], types: Readonly<Record<string, string>>): void {
  const names = columns.map((column) => column.name);
  for (const name of Object.keys(types)) {
    if (names.includes(name)) continue;
    const close = nearest(name, names);
    throw new RowcastError(
      'COLUMN_NOT_FOUND',
      `A type is given for column "${name}", which "${path}" does not have.`,
      close === undefined ? `Its columns are: ${names.join(', ')}.` : `The nearest column is "${close}".`,
    );
  }
}
