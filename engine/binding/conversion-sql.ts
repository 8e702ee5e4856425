/** What becomes of a value on its way into a tensor, as SQL: what the extension finds out while it gathers, told of single rows. */
import type { ElementType } from '../../contract/index.ts';
import { literal } from '../sql/text.ts';
import { argumentSql, type ArgumentSql, type Feed } from './argument-sql.ts';
import type { Argument } from './resolve.ts';

/** Conditions on one row; at most one holds, and NULL is as good as false. */
export interface Conversion {
  /** NULL or NaN. */
  missing: string;
  /** A text that is no value of the column's or the element's type. */
  failed: string;
  /** A value that the element cannot hold, where a run would end. */
  misfit: string;
  overflowed: string;
  /** The value in the element's own type; NULL where it is missing, failed or overflowed. */
  fed: string;
  /** The value before it became one, as text. */
  text: string;
}

/** What cannot happen to a value of its type. */
export const never = 'false';

/** DuckDB's types of the elements that columns can feed. */
const elementTypes: Partial<Record<ElementType, string>> = {
  float: 'FLOAT',
  double: 'DOUBLE',
  float16: 'FLOAT',
  int8: 'TINYINT',
  int16: 'SMALLINT',
  int32: 'INTEGER',
  int64: 'BIGINT',
  uint8: 'UTINYINT',
  uint16: 'USMALLINT',
  uint32: 'UINTEGER',
  uint64: 'UBIGINT',
  bool: 'BOOLEAN',
  string: 'VARCHAR',
};

export function elementTypeName(element: ElementType): string {
  return elementTypes[element] ?? 'VARCHAR';
}

export function conversionOf({ feed, element, length }: Pick<Argument, 'feed' | 'element' | 'length'>): Conversion {
  if (length !== null) return listConversion(feed, element, length);
  const { value, type, present, converts } = before(argumentSql(feed, element, true, false), element);
  const to = elementTypes[element] ?? 'VARCHAR';
  const isFloat = floats.has(type);
  const narrows = type === 'DOUBLE' && to === 'FLOAT';
  return {
    missing: isFloat ? `(NOT ${present} OR isnan(${value}))` : `NOT ${present}`,
    failed: converts ? `(${present} AND ${value} IS NULL)` : never,
    misfit: misfit(value, type, to),
    overflowed: narrows ? `(TRY_CAST(${value} AS FLOAT) IS NULL AND isfinite(${value}))` : never,
    fed: type === to ? value : `TRY_CAST(${value} AS ${to})`,
    text: feed.convert('VARCHAR', false),
  };
}

/** Of a list: missing where a value in it is, and a misfit where it has another length. */
function listConversion(feed: Feed, element: ElementType, length: number): Conversion {
  const { sql, type, presence } = argumentSql(feed, element, true, true);
  const value = `(${sql})`;
  const of = type.slice(0, -'[]'.length);
  const to = elementTypes[element] ?? 'VARCHAR';
  const any = (condition: string) => `len(list_filter(${value}, lambda x: ${condition})) > 0`;
  const fits = `len(${value}) = ${length}`;
  const readsText = of === 'VARCHAR' && element !== 'string';
  const unfit = readsText ? never : misfit('x', of, to);
  const present = presence ?? `${value} IS NOT NULL`;
  return {
    missing: `(NOT (${present}) OR (${fits} AND ${any(floats.has(of) ? 'x IS NULL OR isnan(x)' : 'x IS NULL')}))`,
    failed: `((${present}) AND (${value} IS NULL${readsText ? ` OR ${any('x IS NOT NULL AND rowcast_try_number(x) IS NULL')}` : ''}))`,
    misfit: `(len(${value}) <> ${length}${unfit === never ? '' : ` OR ${any(unfit)}`})`,
    overflowed: never,
    fed: value,
    text: `left(CAST(${value} AS VARCHAR), 80)`,
  };
}

/** The value as the extension gets it, or reads it from text. */
function before({ sql, type, presence }: ArgumentSql, element: ElementType) {
  const present = `((${sql}) IS NOT NULL)`;
  if (type === 'VARCHAR' && element !== 'string') {
    return { value: `rowcast_try_number(${sql})`, type: 'DOUBLE', present, converts: true };
  }
  return { value: `(${sql})`, type, present: presence ?? present, converts: presence !== undefined };
}

const floats = new Set(['FLOAT', 'DOUBLE']);

/** What no whole number and no truth value can hold. */
function misfit(value: string, type: string, to: string): string {
  if (type === to || type === 'BOOLEAN' || to === 'VARCHAR' || floats.has(to)) return never;
  const number = floats.has(type) ? `NOT isnan(${value})` : `${value} IS NOT NULL`;
  if (to === 'BOOLEAN') return `(${number} AND ${value} NOT IN (0, 1))`;
  const fraction = floats.has(type) ? `trunc(${value}) <> ${value} OR ` : '';
  return `(${number} AND (${fraction}TRY_CAST(${value} AS ${to}) IS NULL))`;
}

/** What the model is fed, as text: NaN as "NaN", NULL where a run would end. */
export function fedText(argument: Argument): string {
  const { missing, failed, misfit: unfit, overflowed, fed, text } = conversionOf(argument);
  const { missing: rule, tolerant } = argument;
  const instead = rule.policy === 'nan' ? literal('NaN') : rule.policy === 'value' ? literal(rule.value) : 'NULL';
  const branches = [
    `WHEN ${missing} THEN ${instead}`,
    `WHEN ${failed} THEN ${tolerant ? instead : 'NULL'}`,
    ...(unfit === never ? [] : [`WHEN ${unfit} THEN NULL`]),
    ...(overflowed === never ? [] : [`WHEN ${overflowed} THEN if(starts_with(ltrim(${text}), '-'), '-inf', 'inf')`]),
  ];
  return `CASE ${branches.join(' ')} ELSE ${argument.length === null ? `CAST(${fed} AS VARCHAR)` : text} END`;
}
