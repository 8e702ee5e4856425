/** An open table as a grid shows it: pages of cells, sorted and filtered, and what each column holds. */
import { z } from 'zod';
import { SourceDescription, SourceRequest } from './source.ts';

/** Names an open table until it is closed or the engine ends. */
export const TableId = z.string().min(1);
export type TableId = z.infer<typeof TableId>;

export const Sort = z.strictObject({ column: z.string().min(1), descending: z.boolean().default(false) });
export type Sort = z.infer<typeof Sort>;

const column = z.string().min(1);

/**
 * A condition on one column. Values are text, read in the column's own type; what does not convert is INVALID_ARGUMENT. `not-equals`
 * includes missing values; `missing` means NULL or NaN. `contains`, `starts-with` and `ends-with` look at a value's text, ignoring case.
 */
export const ColumnFilter = z.discriminatedUnion('test', [
  z.strictObject({
    test: z.enum(['equals', 'not-equals', 'less', 'at-most', 'greater', 'at-least']),
    column,
    value: z.string(),
  }),
  z.strictObject({ test: z.enum(['contains', 'starts-with', 'ends-with']), column, value: z.string() }),
  z.strictObject({ test: z.literal('between'), column, from: z.string(), to: z.string() }),
  z.strictObject({ test: z.literal('one-of'), column, values: z.array(z.string()).min(1) }),
  z.strictObject({ test: z.enum(['missing', 'present']), column }),
]);
export type ColumnFilter = z.infer<typeof ColumnFilter>;

/**
 * Which rows of a table, in which order: those that meet `where` and all filters; sorted with missing values last and NaN above all
 * numbers, equal rows in the order of the source.
 */
export const View = z.strictObject({
  /** SQL condition over the table's columns. */
  where: z.string().min(1).optional(),
  filters: z.array(ColumnFilter).default([]),
  sort: z.array(Sort).default([]),
});
export type View = z.infer<typeof View>;
export type ViewInput = z.input<typeof View>;

export const OpenTable = z.object({
  table: TableId,
  source: SourceDescription,
  /** Rows of the whole table, or null until they were counted, which `table.prepare` does. */
  rowCount: z.int().nullable(),
});
export type OpenTable = z.infer<typeof OpenTable>;

/** What `table.prepare` tells until a view answers at once everywhere. */
export const ViewEvent = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('progress'),
    /** 0 to 1, or null while it is unknown. */
    share: z.number().nullable(),
    /** Rows of the view that are known to be there; 0 until they were counted. */
    rows: z.int(),
    /** So many of the view's first rows `table.page` answers by now; others fail with PAGE_NOT_READY. */
    reach: z.int(),
  }),
  z.object({ event: z.literal('ready'), rowCount: z.int() }),
]);
export type ViewEvent = z.infer<typeof ViewEvent>;

/**
 * What answers when: the first 10,000 rows at once, but for sorted or filtered views of text files, which must be copied first. In
 * unsorted Parquet every row at once. All else once `table.prepare` is ready; until then PAGE_NOT_READY. SOURCE_CHANGED as soon as a
 * file is no longer what was opened.
 */
export const PageRequest = z.strictObject({
  table: TableId,
  view: View.prefault({}),
  offset: z.int().nonnegative(),
  limit: z.int().positive().max(10_000),
  /** Columns in order; all where it is left out. */
  columns: z.array(z.string().min(1)).min(1).optional(),
});
export type PageRequest = z.infer<typeof PageRequest>;

export const RowRequest = z.strictObject({
  table: TableId,
  view: View.prefault({}),
  /** Number of the row in the source, from 1. */
  row: z.int().positive(),
});

/**
 * First column of a page: the row's number in the source, from 1, as Float64. It has underscores behind it where the table itself has
 * a column of that name, so take it by its place.
 */
export const rowNumberColumn = '__rowcast_row';

/** A Blob, as every runtime has it: the wire carries its bytes as they are. */
export interface Bytes {
  readonly size: number;
  readonly type: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/**
 * Rows of a view, fewer than `limit` only at its end, none beyond it. An Arrow IPC stream: the row's number, then the columns that were
 * asked for as Utf8, each cell the text that DuckDB prints for it, NULL as null.
 */
export const Page = z.custom<Bytes>((value) => typeof value === 'object' && value !== null && 'arrayBuffer' in value);

export const ColumnProfile = z.object({
  name: z.string(),
  type: z.string(),
  /** Rows of the view that were counted: those among the table's first 100,000 rows, or all. */
  rows: z.int(),
  /** Whether these are all rows of the view. */
  exact: z.boolean(),
  nulls: z.int(),
  /** NaN, in columns of floats; not among the NULLs. */
  nans: z.int(),
  /** Estimated number of different values. */
  distinct: z.int().nullable(),
  min: z.string().nullable(),
  max: z.string().nullable(),
  mean: z.number().nullable(),
  /**
   * Bars of equal width between `edges`, which are one more than `counts`; instants as milliseconds since 1970. A bar holds its lower
   * edge and not its upper one, the last holds both. Whole numbers of a small range have a bar each, around them.
   */
  histogram: z.object({ edges: z.array(z.number()), counts: z.array(z.int()) }).nullable(),
  /** The most frequent values where there is no histogram, most frequent first; `others` counts all further rows. */
  top: z.object({ values: z.array(z.object({ value: z.string(), count: z.int() })), others: z.int() }).nullable(),
});
export type ColumnProfile = z.infer<typeof ColumnProfile>;

export const ProfileRequest = z.strictObject({
  table: TableId,
  view: View.prefault({}),
  columns: z.array(z.string().min(1)).min(1),
});
export type ProfileRequest = z.infer<typeof ProfileRequest>;

export const OpenRequest = z.object({ source: SourceRequest });
