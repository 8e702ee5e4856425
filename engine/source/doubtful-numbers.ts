/** Numbers of a CSV file that are probably written otherwise than they are read: `1.400` may be 1400. */
import type { CsvOptions, SourceColumn, SourceRequest, SourceWarning } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { identifier } from '../sql/text.ts';
import { csvRelation } from './csv-relation.ts';
import { firstRows, sniffedRows } from './thousands.ts';

/** Programs that write commas between fields seldom write them into numbers. */
const doubtfulDelimiters = new Set([';', '\t', '|']);

/** How the texts of a number look; each is counted. */
const shapes = {
  whole: /^[+-]?\d+$/,
  short: /^[+-]?\d{1,3}$/,
  parted: /^[+-]?[1-9]\d{0,2}(\.\d{3})+$/,
  comma: /^[+-]?\d+,\d+$/,
  both: /^[+-]?[1-9]\d{0,2}(\.\d{3})+,\d+$/,
};
type Shape = keyof typeof shapes;

interface Looks extends Record<Shape, number> {
  column: SourceColumn;
  there: number;
  /** The first number with a point, and the first with a comma. */
  point: string;
  fraction: string;
}

/** What to tell of a file as it is read now. Nothing where the user said what begins a fraction, or which type a column has. */
export async function doubtfulNumbers(
  database: Database,
  path: string,
  found: { csv: CsvOptions; columns: readonly SourceColumn[] },
  said: Pick<SourceRequest, 'csv' | 'types'>,
): Promise<SourceWarning[]> {
  const { decimalSeparator, thousandsSeparator } = said.csv;
  const settled = decimalSeparator === '.' || thousandsSeparator !== undefined;
  if (settled || !doubtfulDelimiters.has(found.csv.delimiter ?? '')) return [];
  const columns = found.columns.filter(
    ({ name, type }) => said.types[name] === undefined && (type === 'DOUBLE' || type === 'VARCHAR'),
  );
  if (columns.length === 0) return [];
  const file = { database, path, csv: found.csv, columns: found.columns };
  // Few rows tell most columns of text, and true decimal points, from what is worth a longer look.
  const first = await look(file, columns, firstRows);
  if (decimalSeparator !== ',' && first.some(hasDecimalPoints)) return [];
  const numbers = first.filter(isOfNumbers).map(({ column }) => column);
  if (numbers.length === 0) return [];
  const looks = await look(file, numbers, sniffedRows);
  return decimalSeparator === ',' ? partedBesideCommas(looks) : withoutSaying(looks);
}

interface File {
  database: Database;
  path: string;
  csv: CsvOptions;
  columns: readonly SourceColumn[];
}

async function look(
  { database, path, csv, columns: all }: File,
  columns: readonly SourceColumn[],
  rows: number,
): Promise<Looks[]> {
  const asText = all.map(({ name }) => ({ name, type: 'VARCHAR' }));
  const cells = columns.map(({ name }, index) => `${identifier(name)} AS c${index}`);
  // Told apart here: for as many expressions DuckDB takes longer to prepare the statement than to read the rows.
  const found = await database.rows(
    `SELECT ${cells.join(', ')} FROM ${csvRelation([path], asText, csv)} LIMIT ${rows}`,
  );
  return columns.map((column, index) => {
    const texts = found.map((row) => row[`c${index}`]).filter((text) => typeof text === 'string');
    return looksOf(column, texts);
  });
}

function looksOf(column: SourceColumn, texts: readonly string[]): Looks {
  const number = (shape: Shape) => texts.filter((text) => shapes[shape].test(text)).length;
  return {
    column,
    there: texts.length,
    whole: number('whole'),
    short: number('short'),
    parted: number('parted'),
    comma: number('comma'),
    both: number('both'),
    point: texts.find((text) => shapes.parted.test(text) || shapes.both.test(text)) ?? '',
    fraction: texts.find((text) => shapes.comma.test(text) || shapes.both.test(text)) ?? '',
  };
}

/** Whether every number is below a thousand or has points before each three digits. */
function isParted({ parted, short, there }: Looks): boolean {
  return parted > 0 && parted + short === there;
}

/** A column whose points can only begin fractions tells that the points of the others do so as well. */
function hasDecimalPoints({ column, there, parted, short }: Looks): boolean {
  return column.type === 'DOUBLE' && parted + short < there;
}

/** Whether every value is a number in some country's writing. */
function isOfNumbers({ there, whole, parted, comma, both }: Looks): boolean {
  return whole + parted + comma + both === there;
}

/** Whether every number is one with a decimal comma, and some have it. */
function hasCommas(looks: Looks): boolean {
  return looks.comma + looks.both > 0 && isOfNumbers(looks);
}

function withoutSaying(looks: readonly Looks[]): SourceWarning[] {
  const parted = looks.filter(isParted);
  const commas = looks.filter(hasCommas);
  if (looks.some(hasDecimalPoints)) return [];
  const [comma] = commas;
  if (comma !== undefined) return [besideCommas(comma, commas, parted)];
  const [first] = parted;
  return first === undefined ? [] : [threeDigits(first, parted)];
}

/** Decimal commas in other columns leave little doubt of what the points mean. */
function besideCommas(comma: Looks, commas: readonly Looks[], parted: readonly Looks[]): SourceWarning {
  const marked = [...parted, ...commas.filter(({ both, parted: points }) => both + points > 0)];
  const thousands = marked.length > 0;
  const conclusion = parted.length > 0 ? [`The points most likely part thousands.`] : [];
  return {
    message: [...parted.map(asRead), `${called(comma)} has decimal commas: "${comma.fraction}".`, ...conclusion].join(
      ' ',
    ),
    hint: `Pass --decimal ,${thousands ? ' --thousands .' : ''} to read them as numbers${meaning(parted)}, or --decimal . to leave all as it is.`,
    windowHint: `In the options of the file, choose the comma for decimals${thousands ? ' and the point for thousands' : ''}.`,
    columns: [...new Set([...parted, ...commas])].map(({ column }) => column.name),
    suggestion: { decimalSeparator: ',', ...(thousands ? { thousandsSeparator: '.' } : {}) },
  };
}

function threeDigits(first: Looks, parted: readonly Looks[]): SourceWarning {
  const meant = `if "${first.point}" means ${joined(first)}`;
  return {
    message: `${parted.map(asRead).join(' ')} Each point has three digits after it, so it may part thousands.`,
    hint: `Pass --thousands . ${meant}, or --decimal . if the points begin fractions.`,
    windowHint: `In the options of the file, choose the point for thousands ${meant}.`,
    columns: parted.map(({ column }) => column.name),
    suggestion: { decimalSeparator: ',', thousandsSeparator: '.' },
  };
}

/** With the decimal comma said, numbers with points in them are text. */
function partedBesideCommas(looks: readonly Looks[]): SourceWarning[] {
  const parted = looks.filter((each) => isParted(each) || (hasCommas(each) && each.parted + each.both > 0));
  const [first] = parted;
  if (first === undefined) return [];
  return [
    {
      message: parted.map((each) => `${called(each)} is read as text: "${each.point}".`).join(' '),
      hint: 'Pass --thousands . if the points part thousands.',
      windowHint: 'In the options of the file, choose the point for thousands if that is what it parts.',
      columns: parted.map(({ column }) => column.name),
      suggestion: { decimalSeparator: ',', thousandsSeparator: '.' },
    },
  ];
}

function called({ column }: Looks): string {
  return `Column "${column.name}"`;
}

function asRead(looks: Looks): string {
  const { column, point } = looks;
  const read = column.type === 'DOUBLE' ? `with decimal points: "${point}" as ${Number(point)}` : `as text: "${point}"`;
  return `${called(looks)} is read ${read}.`;
}

function meaning([first]: readonly Looks[]): string {
  return first === undefined ? '' : `, "${first.point}" as ${joined(first)}`;
}

function joined({ point }: Looks): string {
  return point.replaceAll('.', '');
}
