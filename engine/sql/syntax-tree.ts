/** DuckDB's parser and printer for single expressions, through its JSON form of a statement. */
import { JSONParse, JSONStringify } from 'json-with-bigint';
import { RowcastError } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { literal } from './text.ts';

export type Node = Readonly<Record<string, unknown>>;

interface Serialized {
  error: boolean;
  error_type?: string;
  error_message?: string;
  statements?: { node: Node }[];
}

/** The tree of `text`, which must be one expression and nothing else. */
export async function parseExpression(database: Database, text: string): Promise<Node> {
  const statement = await serialize(database, `SELECT ${text}`);
  if (statement.error) throw notOne(text, reasonOf(statement));
  const [only, ...more] = statement.statements ?? [];
  const selected = only?.node['select_list'] as Node[] | undefined;
  const [expression, ...others] = selected ?? [];
  if (only === undefined || expression === undefined || more.length > 0 || others.length > 0 || !isBare(only.node)) {
    throw notOne(text, 'it is more than one expression');
  }
  return expression;
}

/** DuckDB parses what is no SELECT as well, and then says that it cannot serialize it. */
function reasonOf({ error_type: type, error_message: message }: Serialized): string {
  return type === 'parser' && message !== undefined ? message : 'it is more than one expression';
}

/** SQL text of a tree. */
export async function printExpression(database: Database, tree: unknown): Promise<string> {
  const template = await serialize(database, 'SELECT 1');
  const node = { ...template.statements?.[0]?.node, select_list: [tree] };
  const json = withDoubles(JSONStringify({ ...template, statements: [{ ...template.statements?.[0], node }] }));
  const row = await database.row(`SELECT json_deserialize_sql(${literal(json)}) AS text`);
  return String(row['text']).replace(/^SELECT /, '');
}

async function serialize(database: Database, sql: string): Promise<Serialized> {
  const row = await database.row(`SELECT CAST(json_serialize_sql(${literal(sql)}) AS VARCHAR) AS json`);
  // Integers beyond 2^53 stand in constants and must come back as they were.
  return JSONParse(withoutDoubles(String(row['json']))) as Serialized;
}

/** Strings, to step over them, and numbers with a point or an exponent. */
const stringOrDouble = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+(?:[eE][+-]?\d+)?|[eE][+-]?\d+)/g;

/** A double keeps its text: 10.0 would come back from JSON as 10, which DuckDB refuses where it wrote a double. */
function withoutDoubles(json: string): string {
  return json.replace(stringOrDouble, (token) => (token.startsWith('"') ? token : `{"$double":"${token}"}`));
}

/** No string can look like the pattern, because the quotes in it are escaped. */
function withDoubles(json: string): string {
  return json.replace(/\{"\$double":"([^"]*)"\}/g, '$1');
}

/** A SELECT with a select list and no other clause. */
function isBare(node: Node): boolean {
  const empty = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0);
  return (
    node['type'] === 'SELECT_NODE' &&
    (node['from_table'] as Node)['type'] === 'EMPTY' &&
    ['where_clause', 'having', 'sample', 'qualify', 'modifiers', 'group_expressions', 'group_sets'].every((clause) =>
      empty(node[clause]),
    ) &&
    empty((node['cte_map'] as Node)['map'])
  );
}

/** What to do about an expression that is refused. */
export function expressionHint(text: string): string {
  // Other languages join conditions by && and ||, which in SQL are for lists and texts.
  if (/&&|\|\|/.test(text)) return 'Join conditions by AND and OR, as SQL does.';
  return "Write one SQL expression over the table's columns, for example `coalesce(dep_delay, 0) > 15`.";
}

function notOne(text: string, reason: string): RowcastError {
  return new RowcastError(
    'INVALID_EXPRESSION',
    `The expression \`${text}\` is refused: ${reason.replace(/[.!]$/, '')}.`,
    expressionHint(text),
  );
}
