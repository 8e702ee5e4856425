/** Delimited text: finds its dialect and the types of its columns. */
import { RowcastError, type CsvOptions, type SourceColumn } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { DatabaseError, sentence } from '../duckdb/errors.ts';
import { pathLiteral } from '../sql/text.ts';
import { badLine } from './bad-line.ts';
import { columnTypes } from './column-types.ts';
import { csvRelation, readOptions } from './csv-relation.ts';
import { checkIsText } from './first-bytes.ts';
import { tableExtension } from './format.ts';
import { decimalBeside } from './number-text.ts';
import { numbersInThousands } from './thousands.ts';

export interface CsvFindings {
  csv: CsvOptions;
  columns: SourceColumn[];
}

/** Rows that show how a file is written; its types are sniffed on ten times as many. */
const dialectRows = 2048;

/** Sniffs one file. Lines are never skipped and never taken for comments unless the user says so. */
export async function sniffCsv(
  database: Database,
  path: string,
  asked: CsvOptions,
  types: Readonly<Record<string, string>>,
): Promise<CsvFindings> {
  const said = withDecimal(asked);
  checkIsText(path, said);
  const { delimiter, quote, escape } = await sniffDialect(database, path, said);
  const given = { ...said, delimiter, quote, ...(escape === undefined ? {} : { escape }) };
  const row = await sniff(database, path, given, typesOption(types));
  const found = { csv: dialect(row, given), columns: row['Columns'] as SourceColumn[] };
  if (found.csv.header === true) await checkHeader(database, path, found);
  const { thousandsSeparator } = said;
  if (thousandsSeparator === undefined) return found;
  const csv = { ...found.csv, thousandsSeparator };
  return { csv, columns: await numbersInThousands(database, path, { ...found, csv }, types) };
}

/** What parts thousands cannot begin fractions too. */
function withDecimal(said: CsvOptions): CsvOptions {
  const { thousandsSeparator: mark, decimalSeparator } = said;
  if (mark === undefined) return said;
  const decimal = decimalSeparator ?? decimalBeside(mark);
  if (decimal !== mark) return { ...said, decimalSeparator: decimal };
  const what = mark === '.' ? 'point' : 'comma';
  throw new RowcastError(
    'INVALID_ARGUMENT',
    `The ${what} is said to part thousands and to begin fractions: expected one of the two.`,
    `Pass --decimal ${decimalBeside(mark)} with --thousands ${mark}.`,
    { windowHint: `Choose the ${mark === '.' ? 'comma' : 'point'} for decimals, or another mark for thousands.` },
  );
}

/** DuckDB gives columns of one name new names without a word; the table would come back with other columns. */
async function checkHeader(database: Database, path: string, { csv, columns }: CsvFindings): Promise<void> {
  const cells = columns.map((_, index) => ({ name: `c${index}`, type: 'VARCHAR' }));
  const first = await database.row(
    `SELECT * FROM ${csvRelation([path], cells, { ...csv, header: false, nullTexts: [] })} LIMIT 1`,
  );
  const seen = new Map<string, number>();
  for (const [index, { name: cell }] of cells.entries()) {
    const name = first[cell];
    if (typeof name !== 'string') continue;
    const earlier = seen.get(name.toLowerCase());
    if (earlier !== undefined) throw sameName(path, name, earlier, index);
    seen.set(name.toLowerCase(), index);
  }
}

function sameName(path: string, name: string, earlier: number, later: number): RowcastError {
  return new RowcastError(
    'SOURCE_MALFORMED',
    `"${path}" has two columns named "${name}", ${earlier + 1} and ${later + 1}: expected names that differ in more than case.`,
    'Rename one of them in the file.',
  );
}

type Delimited = Pick<CsvOptions, 'escape'> & { delimiter: string; quote: string };

/** Trying every dialect takes most of the time of sniffing, so it is done on few rows. */
async function sniffDialect(database: Database, path: string, said: CsvOptions): Promise<Delimited> {
  const delimiter = said.delimiter ?? (tableExtension(path) === 'tsv' ? '\t' : undefined);
  const given = { ...said, ...(delimiter === undefined ? {} : { delimiter }) };
  const row = await sniff(database, path, given, [`sample_size = ${dialectRows}`]);
  const [first, ...others] = row['Columns'] as SourceColumn[];
  // Behind a byte order mark the sniffer takes the quotes of the first name for part of it.
  if (said.quote === undefined && first?.name.startsWith('"') === true) {
    return sniffDialect(database, path, { ...said, quote: '"' });
  }
  const found = dialect(row, given);
  const { quote = '"', escape } = found;
  // A ragged line makes the sniffer fall back to one column that holds whole lines.
  const only = others.length === 0 && delimiter === undefined ? first : undefined;
  const hidden = [',', ';', '\t', '|'].find((mark) => only?.name.includes(mark) === true);
  return {
    delimiter: hidden ?? found.delimiter ?? ',',
    quote,
    ...(escape === undefined ? {} : { escape }),
  };
}

function typesOption(types: Readonly<Record<string, string>>): string[] {
  const entries = Object.entries(types).map(([name, type]) => ({ name, type }));
  return entries.length === 0 ? [] : [`types = ${columnTypes(entries)}`];
}

async function sniff(
  database: Database,
  path: string,
  said: CsvOptions,
  more: readonly string[],
): Promise<Record<string, unknown>> {
  const options = [pathLiteral(path), ...readOptions({ skipLines: 0, ...said }), ...more];
  return database.row(`SELECT * FROM sniff_csv(${options.join(', ')})`).catch(async (error: unknown) => {
    throw unreadable(path, said, (await raggedness(database, path, said)) ?? error);
  });
}

function unreadable(path: string, said: CsvOptions, error: unknown): unknown {
  if (!(error instanceof DatabaseError)) return error;
  const split = said.delimiter === undefined ? '' : ` split at ${JSON.stringify(said.delimiter)}`;
  const line = badLine(error);
  const unsplit = 'no delimiter and quote split each of its lines into the same number of fields.';
  const reason = line?.reason ?? (error.message.startsWith('Error when sniffing') ? unsplit : sentence(error));
  return new RowcastError(
    'SOURCE_MALFORMED',
    `"${path}" cannot be read as a table${split}: ${reason}`,
    line?.hint ?? 'Say how the file is written: --delimiter, --quote, --skip-lines, --encoding, or --input-format.',
    {
      cause: error,
      windowHint:
        line?.windowHint ??
        'Say how the file is written: its format, its delimiter, its quotes, its encoding, the lines to skip.',
    },
  );
}

/** The sniffer only says that no dialect fits; reading as many fields as the first line has names the line that differs. */
async function raggedness(database: Database, path: string, said: CsvOptions): Promise<unknown> {
  const { delimiter } = said;
  if (delimiter === undefined) return undefined;
  const whole = { delimiter: '\u0001', quote: '', escape: '', header: false, skipLines: said.skipLines ?? 0 };
  try {
    const lines = csvRelation([path], [{ name: 'line', type: 'VARCHAR' }], whole);
    const { line } = await database.row(`SELECT line FROM ${lines} LIMIT 1`);
    const fields = String(line)
      .replaceAll(/"[^"]*"/g, '')
      .split(delimiter);
    const columns = fields.map((_, index) => ({ name: `column${index}`, type: 'VARCHAR' }));
    await database.row(`SELECT count(*) FROM ${csvRelation([path], columns, { quote: '"', escape: '"', ...said })}`);
    return undefined;
  } catch (error) {
    return error instanceof DatabaseError && badLine(error) !== undefined ? error : undefined;
  }
}

function dialect(row: Record<string, unknown>, said: CsvOptions): CsvOptions {
  const found = (name: string) => {
    const value = row[name];
    return typeof value === 'string' && value !== '' && value !== '(empty)' ? value : undefined;
  };
  const dateFormat = said.dateFormat ?? found('DateFormat');
  const timestampFormat = said.timestampFormat ?? found('TimestampFormat');
  return {
    ...said,
    delimiter: said.delimiter ?? String(row['Delimiter']),
    // A sample without quotes does not mean that the rest has none.
    quote: said.quote ?? found('Quote') ?? '"',
    escape: said.escape ?? found('Escape') ?? '"',
    header: said.header ?? row['HasHeader'] === true,
    skipLines: said.skipLines ?? 0,
    ...(dateFormat === undefined ? {} : { dateFormat }),
    ...(timestampFormat === undefined ? {} : { timestampFormat }),
  };
}
