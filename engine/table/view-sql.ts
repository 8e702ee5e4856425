/** A view's rows and order as SQL over the columns of its table. */
import { RowcastError, type Sort, type SourceColumn, type View, typeInFull } from '../../contract/index.ts';
import { nearest } from '../binding/nearest.ts';
import type { Database } from '../duckdb/database.ts';
import { compileExpression } from '../sql/expression.ts';
import type { Relation } from '../source/relation.ts';
import { enclosed, identifier } from '../sql/text.ts';
import { filterSql } from './filter-sql.ts';

export interface ViewSql {
  /** Condition on a row; undefined where the view has all rows. */
  where: string | undefined;
  /** What stands in ORDER BY, before the row's number; empty where rows keep their order. */
  order: readonly string[];
}

export async function viewSql(
  database: Database,
  view: View,
  columns: readonly SourceColumn[],
  relation: Relation,
): Promise<ViewSql> {
  const conditions = await conditionsOf(database, view, columns, relation);
  return {
    where: conditions.length === 0 ? undefined : conditions.map(enclosed).join(' AND '),
    order: view.sort.map((sort) => orderSql(sort, columns)),
  };
}

/** What a view filters by as one condition, which finds its rows; empty where that is all rows. */
export async function viewCondition(
  database: Database,
  view: View,
  columns: readonly SourceColumn[],
  relation: Relation,
): Promise<string> {
  // What the user wrote alone needs no rewriting.
  if (view.filters.length === 0) return view.where ?? '';
  const conditions = await conditionsOf(database, view, columns, relation);
  return conditions.length === 1 ? conditions.join() : conditions.map(enclosed).join(' AND ');
}

async function conditionsOf(
  database: Database,
  { filters, where }: View,
  columns: readonly SourceColumn[],
  relation: Relation,
): Promise<string[]> {
  const conditions: string[] = [];
  for (const filter of filters) {
    conditions.push(await filterSql(database, filter, columnNamed(columns, filter.column)));
  }
  if (where !== undefined) conditions.push(await whereSql(database, where, columns, relation));
  return conditions;
}

async function whereSql(
  database: Database,
  text: string,
  columns: readonly SourceColumn[],
  relation: Relation,
): Promise<string> {
  const { sql, type } = await compileExpression(database, text, columns, relation);
  if (type === 'BOOLEAN' || type === '"NULL"') return sql;
  throw new RowcastError(
    'INVALID_EXPRESSION',
    `The filter \`${text}\` is of type ${typeInFull(type)}: expected a condition that is true or false.`,
    'Compare it with something, for example `distance > 500`.',
  );
}

function orderSql({ column, descending }: Sort, columns: readonly SourceColumn[]): string {
  return `${identifier(columnNamed(columns, column).name)} ${descending ? 'DESC' : 'ASC'} NULLS LAST`;
}

/** Throws COLUMN_NOT_FOUND. */
export function columnNamed(columns: readonly SourceColumn[], name: string): SourceColumn {
  const found = columns.find((column) => column.name === name);
  if (found !== undefined) return found;
  const close = nearest(
    name,
    columns.map((column) => column.name),
  );
  throw new RowcastError(
    'COLUMN_NOT_FOUND',
    `The table has no column "${name}".`,
    close === undefined ? 'Open the table again if its file has changed.' : `The nearest column is "${close}".`,
  );
}
