/** Where the rows of an open table are read from, each with its number. */
import { rowNumberColumn, type SourceColumn, type SourceDescription } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import type { Report } from '../duckdb/interruptible.ts';
import type { Priority } from '../duckdb/lane.ts';
import { parquetFrom, typedRelation } from '../source/relation.ts';
import { identifier } from '../sql/text.ts';
import { makeScratchTable, type ScratchColumn, type ScratchTable } from './scratch-table.ts';

/** What all that is made of a table starts from. */
export interface TableBasis {
  database: Database;
  source: SourceDescription;
  /** Name of the column of row numbers, from 0, in each relation of the table's rows. */
  rowColumn: string;
}

/** Rows by their position, from 0. */
export interface RowStore {
  /** Relation of all rows: the source's columns under their names, and their numbers in the source. */
  from: string;
  /** The same for the rows from `first` up to but not including `end`; costs no more than they do. */
  range(first: number, end: number): string;
}

/** A name that none of the table's columns has. */
export function rowColumnFor(columns: readonly SourceColumn[]): string {
  const taken = new Set(columns.map((column) => column.name.toLowerCase()));
  let name: string = rowNumberColumn;
  while (taken.has(name)) name += '_';
  return name;
}

/** DuckDB's own columns of a Parquet reader; a table that has one of that name hides it. */
const parquetColumns = ['file_row_number', 'file_index'];

/** Whether DuckDB can tell the number of each row of these files, and so read any of them without those before. */
export function numbersRows({ format, columns }: SourceDescription): boolean {
  return format === 'parquet' && !columns.some((column) => parquetColumns.includes(column.name.toLowerCase()));
}

/** Parquet files themselves. `rowCounts` are those of the files, in their order. */
export function parquetStore({ source, rowColumn }: TableBasis, rowCounts: readonly number[]): RowStore {
  let rowsBefore = 0;
  const files = source.files.map(({ path }, index) => {
    const offset = rowsBefore;
    rowsBefore += rowCounts[index] ?? 0;
    return { path, offset, end: rowsBefore };
  });
  const row = identifier(rowColumn);
  const names = source.columns.map(({ name }) => identifier(name));
  // One file alone may have narrower types than all of them together.
  const casts = source.columns.map(({ name, type }) => `CAST(${identifier(name)} AS ${type}) AS ${identifier(name)}`);
  const offsets = `[${files.map(({ offset }) => offset).join(', ')}]::BIGINT[]`;
  const before = files.length > 1 ? `list_extract(${offsets}, file_index::BIGINT + 1) + ` : '';
  const all = parquetFrom(files.map(({ path }) => path));
  return {
    from: `(SELECT ${[...names, `${before}file_row_number AS ${row}`].join(', ')} FROM ${all})`,
    range: (first, end) => {
      const touched = files.filter((file) => first < file.end && end > file.offset);
      const parts = (touched.length === 0 ? files.slice(-1) : touched).map(({ path, offset }) => {
        const columns = [...(files.length > 1 ? casts : names), `file_row_number + ${offset} AS ${row}`];
        const where = `file_row_number >= ${first - offset} AND file_row_number < ${end - offset}`;
        return `SELECT ${columns.join(', ')} FROM ${parquetFrom([path])} WHERE ${where}`;
      });
      return `(${parts.join(' UNION ALL ')})`;
    },
  };
}

/** The first rows of a source that must be read from its beginning. */
export function firstRows({ source, rowColumn }: TableBasis, first: number, end: number): string {
  const rows = `SELECT * FROM ${typedRelation(source).from} LIMIT ${end - first} OFFSET ${first}`;
  return `(SELECT *, row_number() OVER () - 1 + ${first} AS ${identifier(rowColumn)} FROM (${rows}))`;
}

/** A copy of rows, from which any can be had at once, in whatever order. */
export interface RowCopy extends RowStore {
  rowCount: number;
  drop(): Promise<void>;
}

/** Copies the whole table. */
export async function copyTable(basis: TableBasis, signal: AbortSignal, report: Report): Promise<RowCopy> {
  const { database, source } = basis;
  const names = source.columns.map(({ name }) => identifier(name));
  const select = `SELECT ${names.join(', ')} FROM ${typedRelation(source).from}`;
  const table = await makeScratchTable(database, source, copyColumns(source.columns), select, { signal, report });
  return rowCopy(basis, table, 'rowid');
}

/** Copies the first `count` rows, at once. `store` is where they can be read from, if there is one. */
export function copyFirstRows(
  basis: TableBasis,
  store: RowStore | undefined,
  count: number,
  signal: AbortSignal,
): Promise<RowCopy> {
  const names = [...basis.source.columns.map(({ name }) => name), basis.rowColumn].map(identifier);
  const from = store?.range(0, count) ?? firstRows(basis, 0, count);
  return copyRows(basis, `SELECT ${names.join(', ')} FROM ${from}`, { signal, priority: 'now' });
}

/** Copies what `select` gives: the table's columns in order, then the row's number. */
export async function copyRows(
  basis: TableBasis,
  select: string,
  how: { signal: AbortSignal; priority?: Priority },
): Promise<RowCopy> {
  const { database, source } = basis;
  const columns = [...copyColumns(source.columns), { name: 'r', type: 'BIGINT' }];
  return rowCopy(basis, await makeScratchTable(database, source, columns, select, how), 'r');
}

/** Under names of our own, since a table may have a column named "rowid". */
function copyColumns(columns: readonly SourceColumn[]): ScratchColumn[] {
  return columns.map(({ type }, index) => ({ name: `c${index}`, type }));
}

function rowCopy({ source, rowColumn }: TableBasis, table: ScratchTable, number: string): RowCopy {
  const names = source.columns.map(({ name }, index) => `s.c${index} AS ${identifier(name)}`);
  const select = `SELECT ${[...names, `s.${number} AS ${identifier(rowColumn)}`].join(', ')} FROM ${table.name} AS s`;
  return {
    from: `(${select})`,
    range: (first, end) => `(${select} WHERE s.rowid >= ${first} AND s.rowid < ${end})`,
    rowCount: table.rowCount,
    drop: () => table.drop(),
  };
}
