/** A condition on one column as SQL; its values are read in the column's own type, or refused. */
import { RowcastError, type ColumnFilter, type SourceColumn, typeInFull } from '../../contract/index.ts';
import { kindOf } from '../binding/column-kind.ts';
import type { Database } from '../duckdb/database.ts';
import { identifier, literal } from '../sql/text.ts';

const operators = {
  equals: '=',
  // A missing value is not equal to any value.
  'not-equals': 'IS DISTINCT FROM',
  less: '<',
  'at-most': '<=',
  greater: '>',
  'at-least': '>=',
} as const;

/** Ignoring case, since nobody searches a column for its capitals. */
const searches = { contains: 'contains', 'starts-with': 'starts_with', 'ends-with': 'ends_with' } as const;

/** Throws INVALID_ARGUMENT where a value does not convert. */
export async function filterSql(database: Database, filter: ColumnFilter, column: SourceColumn): Promise<string> {
  const name = identifier(column.name);
  switch (filter.test) {
    case 'missing':
      return isMissing(column);
    case 'present':
      return `NOT (${isMissing(column)})`;
    case 'contains':
    case 'starts-with':
    case 'ends-with':
      return `${searches[filter.test]}(lower(${asText(column)}), lower(${literal(filter.value)}))`;
    case 'between': {
      const [from, to] = await values(database, column, [filter.from, filter.to]);
      return `${name} BETWEEN ${from} AND ${to}`;
    }
    case 'one-of':
      return `${name} IN (${(await values(database, column, filter.values)).join(', ')})`;
    case 'equals':
    case 'not-equals':
    case 'less':
    case 'at-most':
    case 'greater':
    case 'at-least': {
      const [value] = await values(database, column, [filter.value]);
      return `${name} ${operators[filter.test]} ${value}`;
    }
  }
}

function asText({ name, type }: SourceColumn): string {
  return type === 'VARCHAR' ? identifier(name) : `CAST(${identifier(name)} AS VARCHAR)`;
}

function isMissing({ name, type }: SourceColumn): string {
  const column = identifier(name);
  return kindOf(type) === 'float' ? `${column} IS NULL OR isnan(${column})` : `${column} IS NULL`;
}

async function values(database: Database, { name, type }: SourceColumn, texts: readonly string[]): Promise<string[]> {
  const casts = texts.map((text) => valueSql(text, type));
  if (type === 'VARCHAR') return texts.map(literal);
  const tried = texts.map((text) => `TRY_CAST(${literal(text)} AS ${type}) IS NOT NULL${exactly(text, type)}`);
  const row = await database.row(`SELECT ${tried.map((test, index) => `${test} AS ok${index}`).join(', ')}`);
  const bad = texts.find((_, index) => row[`ok${index}`] !== true);
  if (bad === undefined) return casts;
  throw new RowcastError(
    'INVALID_ARGUMENT',
    `Column "${name}" is of type ${typeInFull(type)}, which ${JSON.stringify(bad)} does not convert to.`,
    `Write a value as it stands in the column, or use a condition in SQL.`,
  );
}

/** A whole number stands as it is, since people read it. */
function valueSql(text: string, type: string): string {
  return kindOf(type) === 'integer' && /^-?[0-9]+$/.test(text) ? text : `CAST(${literal(text)} AS ${type})`;
}

/** A cast rounds fractions away without a word: `1.5` would find the rows with 2. */
function exactly(text: string, type: string): string {
  const kind = kindOf(type);
  if (kind !== 'integer' && kind !== 'wide-number') return '';
  return ` AND TRY_CAST(${literal(text)} AS DOUBLE) = TRY_CAST(TRY_CAST(${literal(text)} AS ${type}) AS DOUBLE)`;
}
