/** A table that can be scored: how it is asked for, what was found, and what its first look shows. */
import { z } from 'zod';
import { FilePath } from './file-path.ts';

export const SourceFormat = z.enum(['csv', 'parquet', 'ndjson']);
export type SourceFormat = z.infer<typeof SourceFormat>;

/** What the user says about a text table; whatever is left out is sniffed. */
export const CsvOptions = z.strictObject({
  delimiter: z.string().min(1).max(4).optional(),
  quote: z.string().max(1).optional(),
  escape: z.string().max(1).optional(),
  header: z.boolean().optional(),
  /** Lines before the header that are no part of the table. */
  skipLines: z.int().nonnegative().optional(),
  /** Texts that mean "missing", besides the empty field. */
  nullTexts: z.array(z.string()).optional(),
  decimalSeparator: z.enum(['.', ',']).optional(),
  /** What parts the digits of large numbers in threes; `.` makes the comma the decimal separator. */
  thousandsSeparator: z.enum(['.', ',', ' ', "'"]).optional(),
  /** strptime formats, for example `%d.%m.%Y`. */
  dateFormat: z.string().optional(),
  timestampFormat: z.string().optional(),
  encoding: z.enum(['utf-8', 'utf-16', 'latin-1']).optional(),
});
export type CsvOptions = z.infer<typeof CsvOptions>;

export const SourceRequest = z.strictObject({
  /** Files or globs; all files must have the same columns in the same order. */
  paths: z.array(FilePath).min(1),
  format: SourceFormat.optional(),
  csv: CsvOptions.default({}),
  /** Column name to DuckDB type, overriding what was sniffed. The type stands in SQL, so it must be a name and no more. */
  types: z.record(z.string(), z.string().regex(/^[A-Za-z][A-Za-z0-9_ ]*(\(\d+( *, *\d+)?\))?$/)).default({}),
});
export type SourceRequest = z.infer<typeof SourceRequest>;

/** What was said about how a table is read, without its paths. */
export const SourceReading = SourceRequest.omit({ paths: true });
export type SourceReading = z.infer<typeof SourceReading>;

export const SourceColumn = z.object({ name: z.string(), type: z.string() });
export type SourceColumn = z.infer<typeof SourceColumn>;

export const SourceFile = z.object({
  path: z.string(),
  bytes: z.int(),
  /** ISO 8601 time of the last change. */
  modified: z.string(),
});
export type SourceFile = z.infer<typeof SourceFile>;

/** What is probably read otherwise than it is meant. Nothing is changed until the user says so. */
export const SourceWarning = z.object({
  message: z.string(),
  /** What to do about it, on the command line. */
  hint: z.string(),
  /** The same in a window. */
  windowHint: z.string(),
  /** The columns it concerns. */
  columns: z.array(z.string()),
  /** The options that read them as they are probably meant. */
  suggestion: CsvOptions,
});
export type SourceWarning = z.infer<typeof SourceWarning>;

export const SourceDescription = z.object({
  format: SourceFormat,
  files: z.array(SourceFile).min(1),
  columns: z.array(SourceColumn),
  /** The dialect in force for text tables, sniffed and said together. */
  csv: CsvOptions.optional(),
  warnings: z.array(SourceWarning).default([]),
});
export type SourceDescription = z.infer<typeof SourceDescription>;

export const ColumnSummary = SourceColumn.extend({
  nulls: z.int(),
  min: z.string().nullable(),
  max: z.string().nullable(),
});
export type ColumnSummary = z.infer<typeof ColumnSummary>;

export const Preview = z.object({
  source: SourceDescription,
  rowCount: z.int(),
  columns: z.array(ColumnSummary),
  /** The first rows, each cell as the text DuckDB prints for it, NULL as null. */
  firstRows: z.array(z.array(z.string().nullable())),
});
export type Preview = z.infer<typeof Preview>;
