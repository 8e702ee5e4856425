/** Parts of the rows by a column: its most frequent values, or fifths of its range of numbers. */
import type { SourceColumn } from '../../contract/index.ts';
import { kindOf } from '../binding/column-kind.ts';
import type { Session } from '../duckdb/session.ts';
import { doubleLiteral, identifier, literal, pathLiteral } from '../sql/text.ts';
import { amount } from './figures.ts';

/** Values that are told apart; all others are one part. */
const valueLimit = 20;
const fifths = 5;
/** Rows up to which the ends of fifths are exact; beyond it they are estimated in little memory. */
const exactRows = 2_000_000;

export interface Segments {
  /** SQL of the name of the part that a row of the scored file belongs to. */
  sql: string;
  /** SQL of the place of that name among `names`, from 0. */
  place: string;
  /** In the order in which they are shown; some may hold no row. */
  names: string[];
}

/** The parts that `column` makes of the file at `path`. */
export function segmentsOf(session: Session, path: string, column: SourceColumn): Promise<Segments> {
  return partsOf(session, `read_parquet(${pathLiteral(path)}, hive_partitioning = false)`, column, valueLimit);
}

/** The parts that `column` makes of the rows of the relation `from`; at most `most` values are told apart. */
export async function partsOf(session: Session, from: string, column: SourceColumn, most: number): Promise<Segments> {
  const name = identifier(column.name);
  const kind = kindOf(column.type);
  const isNumber = kind === 'integer' || kind === 'float' || kind === 'wide-number';
  const values = await session.rows(
    `SELECT CAST(${name} AS VARCHAR) AS value FROM ${from} WHERE ${name} IS NOT NULL
     GROUP BY value ORDER BY count(*) DESC, value LIMIT ${most + 1}`,
  );
  const texts = values.map((row) => String(row['value']));
  if (isNumber && texts.length > most) return rangesOf(session, from, name);
  return valuesOf(name, isNumber ? texts.toSorted((a, b) => Number(a) - Number(b)) : texts.slice(0, most));
}

const missing = '(missing)';
export const others = '(others)';

function valuesOf(name: string, names: readonly string[]): Segments {
  const text = `CAST(${name} AS VARCHAR)`;
  const isKnown = names.length === 0 ? 'false' : `${text} IN (${names.map(literal).join(', ')})`;
  const sql = `CASE WHEN ${name} IS NULL THEN ${literal(missing)} WHEN ${isKnown} THEN ${text} ELSE ${literal(others)} END`;
  const known = `TRY_CAST(${text} AS ENUM(${names.map(literal).join(', ')}))`;
  const at = names.length === 0 ? `${names.length}` : `coalesce(enum_code(${known}), ${names.length})`;
  const place = `CASE WHEN ${name} IS NULL THEN ${names.length + 1} ELSE ${at} END`;
  return { sql, place, names: [...names, others, missing] };
}

async function rangesOf(session: Session, from: string, name: string): Promise<Segments> {
  const shares = Array.from({ length: fifths - 1 }, (_, index) => (index + 1) / fifths).join(', ');
  const number = `CAST(${name} AS DOUBLE)`;
  const [counted] = await session.rows(`SELECT count(*) AS rows FROM ${from}`);
  const quantile = amount(counted, 'rows') <= exactRows ? 'quantile_disc' : 'approx_quantile';
  const [found] = await session.rows(
    `SELECT list_sort(list_distinct(${quantile}(${number}, [${shares}]))) AS edges FROM ${from} WHERE isfinite(${number})`,
  );
  const edges = (found?.['edges'] as number[] | null) ?? [];
  const names = [
    ...edges.map((edge, at) => (at === 0 ? `up to ${edge}` : `above ${edges[at - 1]}, up to ${edge}`)),
    edges.length === 0 ? 'all' : `above ${edges.at(-1)}`,
  ];
  const whens = edges.map((edge, at) => `WHEN ${number} <= ${doubleLiteral(edge)} THEN ${literal(names[at] ?? '')}`);
  const unknown = `${name} IS NULL OR isnan(${number})`;
  const sql = `CASE WHEN ${unknown} THEN ${literal(missing)} ${whens.join(' ')} ELSE ${literal(names.at(-1) ?? '')} END`;
  const places = edges.map((edge, at) => `WHEN ${number} <= ${doubleLiteral(edge)} THEN ${at}`);
  const place = `CASE WHEN ${unknown} THEN ${names.length} ${places.join(' ')} ELSE ${names.length - 1} END`;
  return { sql, place, names: [...names, missing] };
}
