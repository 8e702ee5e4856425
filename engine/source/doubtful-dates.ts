/** Dates of a CSV file whose day and month may be the other way round: `01/02/2024` is read as one of two days. */
import type { CsvOptions, SourceColumn, SourceRequest, SourceWarning } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { identifier, literal } from '../sql/text.ts';
import { csvRelation } from './csv-relation.ts';
import { sniffedRows } from './thousands.ts';

/** Points are written by countries that all put the day first, and a year at the beginning settles what follows it. */
const eitherWay = /^%([dm])([/-])%([dm])\2%[Yy]$/;

/** What to tell of a file as it is read now; nothing where a date shows what comes first, or the user said it. */
export async function doubtfulDates(
  database: Database,
  path: string,
  { csv, columns }: { csv: CsvOptions; columns: readonly SourceColumn[] },
  said: Pick<SourceRequest, 'csv' | 'types'>,
): Promise<SourceWarning[]> {
  const format = csv.dateFormat ?? '';
  const [, first] = eitherWay.exec(format) ?? [];
  const dates = columns.filter(({ type }) => type === 'DATE');
  const [shown] = dates;
  if (said.csv.dateFormat !== undefined || first === undefined || shown === undefined) return [];
  const other = swapped(format);
  const asText = columns.map(({ name }) => ({ name, type: 'VARCHAR' }));
  const fits = dates.map(
    (_, at) => `count(*) = count(try_strptime(d${at}, ${literal(other)})) + count(*) FILTER (d${at} IS NULL) AS f${at}`,
  );
  const texts = dates.map(({ name }, at) => `${identifier(name)} AS d${at}`);
  const found = await database.row(
    `SELECT ${fits.join(', ')}, first(d0) FILTER (d0 IS NOT NULL) AS text
     FROM (SELECT ${texts.join(', ')} FROM ${csvRelation([path], asText, csv)} LIMIT ${sniffedRows})`,
  );
  const { text } = found;
  if (typeof text !== 'string' || dates.some((_, at) => found[`f${at}`] !== true)) return [];
  const [one, two] = first === 'd' ? ['day', 'month'] : ['month', 'day'];
  const named =
    dates.length === 1 ? `Column "${shown.name}" is` : `Columns ${dates.map(({ name }) => `"${name}"`).join(', ')} are`;
  return [
    {
      message: `${named} read as dates with the ${one} first, as in "${text}", and every date that was looked at could have the ${two} first as well.`,
      hint: `Pass --date-format ${other} if the ${two} comes first, or --date-format ${format} if the ${one} does.`,
      windowHint: `In the options of the file, say how dates are written: ${other} if the ${two} comes first, ${format} if the ${one} does.`,
      columns: dates.map(({ name }) => name),
      suggestion: { dateFormat: other },
    },
  ];
}

function swapped(format: string): string {
  return format.replace(/%[dm]/g, (part) => (part === '%d' ? '%m' : '%d'));
}
