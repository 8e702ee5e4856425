/** Where the rows of an open table are read from, each with its number. */
import type { SourceColumn, SourceDescription } from '../../contract/index.ts';
import { parquetFrom, typedRelation } from '../source/relation.ts';
import { identifier } from '../sql/text.ts';

/** Rows by their number in the source, from 0. */
export interface RowStore {
  /** Relation of all rows, in order: the source's columns, and their numbers in `rowColumn`. */
  from: string;
  /** The same for the rows from `first` up to but not including `end`; costs no more than they do. */
  range(first: number, end: number): string;
}

/** Name for the column of row numbers, which none of the table's columns has. */
export function rowColumnFor(columns: readonly SourceColumn[]): string {
  const taken = new Set(columns.map((column) => column.name.toLowerCase()));
  let name = '__rowcast_row';
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
export function parquetStore(source: SourceDescription, rowCounts: readonly number[], rowColumn: string): RowStore {
  const paths = source.files.map((file) => file.path);
  const offsets = rowCounts.map((_, index) => rowCounts.slice(0, index).reduce((sum, count) => sum + count, 0));
  const names = source.columns.map((column) => identifier(column.name)).join(', ');
  const row = identifier(rowColumn);
  const before = offsets.length > 1 ? `list_extract([${offsets.join(', ')}]::BIGINT[], file_index::BIGINT + 1) + ` : '';
  const typed = source.columns.map(({ name, type }) => `CAST(${identifier(name)} AS ${type}) AS ${identifier(name)}`);
  const part = (index: number, first: number, end: number) => {
    const offset = offsets[index] ?? 0;
    const columns = paths.length > 1 ? typed.join(', ') : names;
    return `SELECT ${columns}, file_row_number + ${offset} AS ${row} FROM ${parquetFrom([paths[index] ?? ''])} WHERE file_row_number >= ${first - offset} AND file_row_number < ${end - offset}`;
  };
  return {
    from: `(SELECT ${names}, ${before}file_row_number AS ${row} FROM ${parquetFrom(paths)})`,
    range: (first, end) => {
      const touched = paths.flatMap((_, index) => {
        const offset = offsets[index] ?? 0;
        return first < offset + (rowCounts[index] ?? 0) && end > offset ? [index] : [];
      });
      const parts = (touched.length === 0 ? [0] : touched).map((index) => part(index, first, end));
      return `(${parts.join(' UNION ALL ')})`;
    },
  };
}

/** The first rows of a source that must be read from its beginning. */
export function firstRows(source: SourceDescription, rowColumn: string, first: number, end: number): string {
  const rows = `SELECT * FROM ${typedRelation(source).from} LIMIT ${end - first} OFFSET ${first}`;
  return `(SELECT *, row_number() OVER () - 1 + ${first} AS ${identifier(rowColumn)} FROM (${rows}))`;
}
