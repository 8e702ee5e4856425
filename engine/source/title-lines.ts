/** Lines before the names of a CSV file's columns: a report's title, its date, an empty line. */
import {
  RowcastError,
  type CsvOptions,
  type SourceColumn,
  type SourceRequest,
  type SourceWarning,
} from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { csvRelation } from './csv-relation.ts';

const mostTitles = 10;
/** Lines after the names that must have as many fields. */
const mostRows = 30;
const leastRows = 2;
const delimiters = [',', ';', '\t', '|'];

interface Titles {
  lines: number;
  fields: number;
  first: string;
}

/**
 * Tells of lines that are most likely no part of the table, where the user did not say how many to skip. Throws `SOURCE_EMPTY`
 * for a file of empty lines alone.
 */
export async function titleLines(
  database: Database,
  path: string,
  { csv, columns }: { csv: CsvOptions; columns: readonly SourceColumn[] },
  said: SourceRequest['csv'],
): Promise<SourceWarning[]> {
  // The names that DuckDB gives to columns without any, or a line that was taken for one value.
  const isSuspicious = columns.length === 1 || columns.some(({ name }) => /^column\d+$/.test(name));
  if (!isSuspicious || said.skipLines !== undefined || said.header !== undefined) return [];
  const lines = await firstLines(database, path, csv);
  if (lines.every((line) => line.trim() === '')) throw onlyBlank(path);
  const by = said.delimiter === undefined ? delimiters : [said.delimiter];
  const [titles] = by.flatMap((delimiter) => titlesBefore(lines, delimiter)).toSorted((a, b) => b.fields - a.fields);
  return titles === undefined ? [] : [warningOf(titles)];
}

async function firstLines(database: Database, path: string, { encoding }: CsvOptions): Promise<string[]> {
  const whole: CsvOptions = { delimiter: '\u0001', quote: '', escape: '', header: false, skipLines: 0 };
  const lines = csvRelation([path], [{ name: 'line', type: 'VARCHAR' }], {
    ...whole,
    ...(encoding === undefined ? {} : { encoding }),
  });
  const rows = await database.rows(`SELECT line FROM ${lines} LIMIT ${mostTitles + mostRows}`);
  return rows.map(({ line }) => (typeof line === 'string' ? line : ''));
}

/** The lines before the first from which on all have as many fields, each of its own named; none where it is the first of all. */
function titlesBefore(lines: readonly string[], delimiter: string): Titles[] {
  const rows = lines.map((line) => line.replaceAll(/"[^"]*"/g, 'q').split(delimiter));
  const filled = (at: number) => (rows[at] ?? []).filter((field) => field.trim() !== '').length;
  const names = rows.findIndex((row, at) => row.length > 1 && filled(at) === row.length);
  const fields = rows[names]?.length ?? 0;
  const after = rows.slice(names + 1);
  if (names < 1 || names > mostTitles || after.length < leastRows) return [];
  if (after.some((row) => row.length !== fields)) return [];
  const areTitles = rows.slice(0, names).every((_, at) => filled(at) <= 1);
  const first = lines.slice(0, names).find((line) => line.trim() !== '') ?? '';
  return areTitles ? [{ lines: names, fields, first: first.replaceAll(delimiter, '').trim() }] : [];
}

function warningOf({ lines, fields, first }: Titles): SourceWarning {
  const [what, are] = lines === 1 ? ['The first line', 'is'] : [`The first ${lines} lines`, 'are'];
  return {
    message: `${what}${first === '' ? '' : `, "${first}",`} ${are} taken for the beginning of the table, but the lines that follow have ${fields} fields.`,
    hint: `Pass --skip-lines ${lines} if the table begins after ${lines === 1 ? 'it' : 'them'}.`,
    windowHint: `In the options of the file, say that ${lines === 1 ? '1 line is' : `${lines} lines are`} to be skipped.`,
    columns: [],
    suggestion: { skipLines: lines },
  };
}

function onlyBlank(path: string): RowcastError {
  return new RowcastError(
    'SOURCE_EMPTY',
    `"${path}" holds nothing but empty lines: expected a line of column names.`,
    'Check whether the file was written completely.',
  );
}
