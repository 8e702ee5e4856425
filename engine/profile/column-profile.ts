/** Counts what one column of a relation holds. */
import type { ColumnProfile, SourceColumn } from '../../contract/index.ts';
import { kindOf } from '../binding/column-kind.ts';
import type { Row } from '../duckdb/session.ts';
import { identifier, literal } from '../sql/text.ts';
import { integerEdges, numberEdges, timeEdges, type Edges } from './bins.ts';

/** Runs one statement. */
export type Ask = (sql: string) => Promise<Row[]>;

const mostValues = 8;
/** With more values than that, only the most frequent of them are counted, since counting all would fill the memory. */
const mostCounted = 200_000;
const candidates = 24;

/** The profile of `column`, counted in two statements over `rows`: a relation, with its WHERE if it has one. */
export async function profileColumn(
  ask: Ask,
  column: SourceColumn,
  rows: string,
  exact: boolean,
): Promise<ColumnProfile> {
  const counted = await ask(`SELECT ${summary(column).join(', ')} FROM ${rows}`);
  const found = counted[0] ?? {};
  const number = (name: string) => Number(found[name] ?? 0);
  const present = number('present');
  const value = measured(column);
  const mean = found['mean'] as number | null;
  return {
    name: column.name,
    type: column.type,
    rows: number('n'),
    exact,
    nulls: number('n') - present,
    nans: number('nans'),
    distinct: isCountable(column) ? Math.min(number('different'), present) : null,
    min: (found['lowest'] ?? null) as string | null,
    max: (found['highest'] ?? null) as string | null,
    mean: mean !== null && Number.isFinite(mean) ? mean : null,
    histogram:
      value === undefined ? null : await histogram(ask, value, rows, edgesOf(column, found['first'], found['last'])),
    top: value === undefined && isCountable(column) ? await top(ask, column, rows, present, number('different')) : null,
  };
}

function summary(column: SourceColumn): string[] {
  const name = identifier(column.name);
  const isFloat = kindOf(column.type) === 'float';
  const value = measured(column);
  const real = isFloat ? ` FILTER (NOT isnan(${name}))` : '';
  const isNumber = value !== undefined && kindOf(column.type) !== 'temporal';
  return [
    'count(*) AS n',
    `count(${name}) AS present`,
    isFloat ? `count(*) FILTER (isnan(${name})) AS nans` : '0 AS nans',
    isNumber ? `CAST(avg(${name})${real} AS DOUBLE) AS mean` : 'CAST(NULL AS DOUBLE) AS mean',
    ...(value === undefined ? [] : [`min(${value}) AS first`, `max(${value}) AS last`]),
    ...(isCountable(column)
      ? [
          `approx_count_distinct(${name}) AS different`,
          `CAST(min(${name})${real} AS VARCHAR) AS lowest`,
          `CAST(max(${name})${real} AS VARCHAR) AS highest`,
        ]
      : []),
  ];
}

function isCountable({ type }: SourceColumn): boolean {
  return kindOf(type) !== 'nested';
}

/** SQL of a column's value as a finite DOUBLE, instants in milliseconds; undefined where it is no measure. */
function measured({ name, type }: SourceColumn): string | undefined {
  const column = identifier(name);
  const finite = (value: string) => `CASE WHEN isfinite(${column}) THEN CAST(${value} AS DOUBLE) END`;
  switch (kindOf(type)) {
    case 'integer':
    case 'wide-number':
      return `CAST(${column} AS DOUBLE)`;
    case 'float':
      return finite(column);
    case 'temporal':
      if (type === 'TIMESTAMP WITH TIME ZONE') return finite(`epoch_ms(${column})`);
      return type === 'DATE' || type.startsWith('TIMESTAMP')
        ? finite(`epoch_ms(TRY_CAST(${column} AS TIMESTAMP))`)
        : undefined;
    case 'boolean':
    case 'text':
    case 'labelled':
    case 'nested':
      return undefined;
  }
}

function edgesOf({ type }: SourceColumn, first: unknown, last: unknown): Edges | undefined {
  if (typeof first !== 'number' || typeof last !== 'number') return undefined;
  const kind = kindOf(type);
  if (kind === 'integer' || type === 'HUGEINT' || type === 'UHUGEINT') return integerEdges(first, last);
  return kind === 'temporal' ? timeEdges(first, last, type === 'DATE') : numberEdges(first, last);
}

/** A bar holds its lower edge and not its upper one, but for the last, which holds both. */
async function histogram(
  ask: Ask,
  value: string,
  rows: string,
  edges: Edges | undefined,
): Promise<ColumnProfile['histogram']> {
  if (edges === undefined) return null;
  // DuckDB's bars hold their upper edge; of the negative values it is the lower one.
  const bounds = edges.toReversed().map((edge) => (-edge).toExponential());
  const [row] = await ask(`SELECT map_values(histogram(-(${value}), [${bounds.join(', ')}])) AS counts FROM ${rows}`);
  const [atEnd = 0, inLast = 0, ...others] = ((row?.['counts'] ?? []) as unknown[]).slice(0, edges.length).map(Number);
  return { edges, counts: [...others.toReversed(), inLast + atEnd] };
}

async function top(
  ask: Ask,
  column: SourceColumn,
  rows: string,
  present: number,
  different: number,
): Promise<ColumnProfile['top']> {
  const name = identifier(column.name);
  const text = `CAST(${name} AS VARCHAR)`;
  let from = `(SELECT ${text} AS value FROM ${rows})`;
  if (different > mostCounted) {
    const [row] = await ask(`SELECT approx_top_k(${text}, ${candidates}) AS candidates FROM ${rows}`);
    const values = ((row?.['candidates'] ?? []) as string[]).map(literal);
    from = `(SELECT value FROM ${from} WHERE value IN (${values.join(', ')}))`;
  }
  const counted = await ask(
    `SELECT value, count(*) AS n FROM ${from} WHERE value IS NOT NULL GROUP BY value ORDER BY n DESC, value LIMIT ${mostValues}`,
  );
  const values = counted.map((row) => ({ value: String(row['value']), count: Number(row['n']) }));
  return { values, others: present - values.reduce((sum, { count }) => sum + count, 0) };
}
