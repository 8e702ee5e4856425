/** A view's filters as one SQL condition, as a job takes it; it finds the rows that the table shows. */
import type { ColumnFilter, SourceColumn, View } from '../../../contract/index.ts';

/** Empty where all rows are shown. */
export function conditionOf({ where, filters }: View, columns: readonly SourceColumn[]): string {
  const conditions = filters.map((filter) => filterSql(filter, columns));
  if (where !== undefined) conditions.push(conditions.length === 0 ? where : `(${where})`);
  return conditions.join(' AND ');
}

const comparisons = {
  equals: '=',
  // A missing value is not equal to any value.
  'not-equals': 'IS DISTINCT FROM',
  less: '<',
  'at-most': '<=',
  greater: '>',
  'at-least': '>=',
} as const;

function filterSql(filter: ColumnFilter, columns: readonly SourceColumn[]): string {
  const name = quoted(filter.column);
  const type = columns.find((column) => column.name === filter.column)?.type ?? 'VARCHAR';
  const value = (said: string) => valueSql(said, type);
  switch (filter.test) {
    case 'equals':
    case 'not-equals':
    case 'less':
    case 'at-most':
    case 'greater':
    case 'at-least':
      return `${name} ${comparisons[filter.test]} ${value(filter.value)}`;
    case 'contains':
      return `contains(lower(${text(name, type)}), lower(${literal(filter.value)}))`;
    case 'starts-with':
      return `starts_with(lower(${text(name, type)}), lower(${literal(filter.value)}))`;
    case 'ends-with':
      return `ends_with(lower(${text(name, type)}), lower(${literal(filter.value)}))`;
    case 'between':
      return `${name} BETWEEN ${value(filter.from)} AND ${value(filter.to)}`;
    case 'one-of':
      return `${name} IN (${filter.values.map(value).join(', ')})`;
    case 'missing':
      return isMissing(name, type);
    case 'present':
      return `NOT ${isMissing(name, type)}`;
  }
}

const isNumber = /^(?:[US]?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|U(?:INTEGER|HUGEINT)|FLOAT|DOUBLE|DECIMAL.*)$/;

/** A number stands as it is; what else has a type is cast to it. */
function valueSql(value: string, type: string): string {
  if (type === 'VARCHAR') return literal(value);
  if (isNumber.test(type) && /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(value)) return value;
  return `CAST(${literal(value)} AS ${type})`;
}

/** NaN in a column of floats is as good as missing. */
function isMissing(name: string, type: string): string {
  return type === 'FLOAT' || type === 'DOUBLE' ? `(${name} IS NULL OR isnan(${name}))` : `(${name} IS NULL)`;
}

function text(name: string, type: string): string {
  return type === 'VARCHAR' ? name : `CAST(${name} AS VARCHAR)`;
}

function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
