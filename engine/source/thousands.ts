/** Finds the numbers of a CSV file whose thousands are parted: to DuckDB's sniffer they are text. */
import type { CsvOptions, SourceColumn } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { identifier } from '../sql/text.ts';
import { csvRelation } from './csv-relation.ts';
import { holdsMark, pointed, type Thousands } from './number-text.ts';

/** As many rows as DuckDB's sniffer looks at for types. */
export const sniffedRows = 20_480;

/** The columns with the types of their numbers; types that were `said` stay. */
export async function numbersInThousands(
  database: Database,
  path: string,
  { csv, columns }: { csv: CsvOptions & { thousandsSeparator: Thousands }; columns: readonly SourceColumn[] },
  said: Readonly<Record<string, string>>,
): Promise<SourceColumn[]> {
  const texts = columns.filter(({ name, type }) => type === 'VARCHAR' && said[name] === undefined);
  if (texts.length === 0) return [...columns];
  const counts = texts.map(({ name }, index) => {
    const text = identifier(name);
    const number = pointed(text, csv);
    return `count(${text}) AS there${index},
      count(*) FILTER (${holdsMark(text, csv.thousandsSeparator)}) AS parted${index},
      count(TRY_CAST(${number} AS DOUBLE)) AS numbers${index},
      count(TRY_CAST(${number} AS BIGINT)) FILTER (NOT contains(${number}, '.')) AS wholes${index}`;
  });
  const asText = columns.map(({ name }) => ({ name, type: 'VARCHAR' }));
  const row = await database.row(
    `SELECT ${counts.join(', ')} FROM (FROM ${csvRelation([path], asText, csv)} LIMIT ${sniffedRows})`,
  );
  const typeOf = (index: number): string => {
    const [there, parted, numbers, wholes] = ['there', 'parted', 'numbers', 'wholes'].map((name) =>
      Number(row[`${name}${index}`]),
    );
    if (parted === 0 || numbers !== there) return 'VARCHAR';
    return wholes === there ? 'BIGINT' : 'DOUBLE';
  };
  return columns.map((column) => {
    const index = texts.indexOf(column);
    return index === -1 ? column : { ...column, type: typeOf(index) };
  });
}
