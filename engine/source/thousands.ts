/** Finds the numbers of a CSV file whose thousands are parted: to DuckDB's sniffer they are text. */
import type { CsvOptions, SourceColumn } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { identifier } from '../sql/text.ts';
import { csvRelation } from './csv-relation.ts';
import { holdsMark, pointed, type Thousands } from './number-text.ts';

/** As many rows as DuckDB's sniffer looks at for types. */
export const sniffedRows = 20_480;

/** Rows that tell most columns of text from columns of numbers. */
export const firstRows = 200;

interface File {
  csv: CsvOptions & { thousandsSeparator: Thousands };
  columns: readonly SourceColumn[];
}

/** The columns with the types of their numbers; types that were `said` stay. */
export async function numbersInThousands(
  database: Database,
  path: string,
  file: File,
  said: Readonly<Record<string, string>>,
): Promise<SourceColumn[]> {
  const counted = (columns: readonly SourceColumn[], rows: number) => count(database, path, { file, columns, rows });
  const texts = file.columns.filter(({ name, type }) => type === 'VARCHAR' && said[name] === undefined);
  const likely = (await counted(texts, firstRows)).filter(({ there, numbers }) => there === numbers);
  const found = await counted(
    likely.map(({ column }) => column),
    sniffedRows,
  );
  const types = new Map(found.map((counts) => [counts.column, typeOf(counts)]));
  return file.columns.map((column) => ({ ...column, type: types.get(column) ?? column.type }));
}

interface Counts {
  column: SourceColumn;
  there: number;
  /** With a mark between thousands. */
  parted: number;
  numbers: number;
  wholes: number;
}

function typeOf({ there, parted, numbers, wholes }: Counts): string {
  if (parted === 0 || numbers !== there) return 'VARCHAR';
  return wholes === there ? 'BIGINT' : 'DOUBLE';
}

async function count(
  database: Database,
  path: string,
  { file, columns, rows }: { file: File; columns: readonly SourceColumn[]; rows: number },
): Promise<Counts[]> {
  const { csv } = file;
  if (columns.length === 0) return [];
  const counts = columns.map(({ name }, index) => {
    const text = identifier(name);
    const number = pointed(text, csv);
    return `count(${text}) AS there${index},
      count(*) FILTER (${holdsMark(text, csv.thousandsSeparator)}) AS parted${index},
      count(TRY_CAST(${number} AS DOUBLE)) AS numbers${index},
      count(TRY_CAST(${number} AS BIGINT)) FILTER (NOT contains(${number}, '.')) AS wholes${index}`;
  });
  const asText = file.columns.map(({ name }) => ({ name, type: 'VARCHAR' }));
  const row = await database.row(
    `SELECT ${counts.join(', ')} FROM (FROM ${csvRelation([path], asText, csv)} LIMIT ${rows})`,
  );
  return columns.map((column, index) => ({
    column,
    there: Number(row[`there${index}`]),
    parted: Number(row[`parted${index}`]),
    numbers: Number(row[`numbers${index}`]),
    wholes: Number(row[`wholes${index}`]),
  }));
}
