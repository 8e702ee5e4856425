/**
 * Expressions the user writes, in `--where` and `:=`. DuckDB's own parser reads them, what they may call is checked
 * against DuckDB's own catalogue, and what runs is printed from the parsed tree, never the user's text.
 */
import { RowcastError, type SourceColumn } from '../../contract/index.ts';
import { nearest } from '../binding/nearest.ts';
import type { Database } from '../duckdb/database.ts';
import { DatabaseError, firstLine } from '../duckdb/errors.ts';
import type { Relation } from '../source/relation.ts';
import { allowedFunctions } from './allowed-functions.ts';
import { identifier, literal } from './text.ts';
import { expressionHint, parseExpression, printExpression, type Node } from './syntax-tree.ts';

export interface Expression {
  sql: string;
  /** DuckDB type of its value. */
  type: string;
}

/** Nodes that are no computation on one row. */
const refused: Readonly<Record<string, string>> = {
  SUBQUERY: 'a subquery',
  WINDOW: 'a window function',
  STAR: 'a star',
  PARAMETER: 'a parameter',
  POSITIONAL_REFERENCE: 'a position',
  DEFAULT: 'a default',
};

/** Keywords that the parser cannot tell from columns. */
const clockKeywords = new Set(['current_date', 'current_time', 'current_timestamp', 'localtime', 'localtimestamp']);

/** Reads, vets and binds one expression over the columns of a source. */
export async function compileExpression(
  database: Database,
  text: string,
  columns: readonly SourceColumn[],
  relation: Relation,
): Promise<Expression> {
  const tree = await parseExpression(database, text);
  const allowed = await allowedFunctions(database);
  const named = new Set<string>();
  collectNames(tree, named);
  const replacements = await replacementTrees(database, named, columns, relation);
  const rewritten = rewrite(tree, { text, allowed, columns, replacements, parameters: new Set() });
  const sql = await printExpression(database, rewritten);
  return { sql, type: await typeOf(database, text, sql, relation) };
}

interface Context {
  text: string;
  allowed: ReadonlySet<string>;
  columns: readonly SourceColumn[];
  /** Column name in lower case → what stands for it. */
  replacements: ReadonlyMap<string, Node>;
  /** Names that a lambda around this node binds. */
  parameters: ReadonlySet<string>;
}

function rewrite(node: unknown, context: Context): unknown {
  if (Array.isArray(node)) return node.map((child) => rewrite(child, context));
  if (typeof node !== 'object' || node === null) return node;
  const tree = node as Node;
  const { class: kind } = tree;
  const reason = typeof kind === 'string' ? refused[kind] : undefined;
  if (reason !== undefined) throw refusal(context.text, `it holds ${reason}`);
  if (kind === 'FUNCTION') checkFunction(tree, context);
  if (kind === 'COLUMN_REF') return resolveColumn(tree, context);
  const inner = kind === 'LAMBDA' ? { ...context, parameters: lambdaParameters(tree, context) } : context;
  return Object.fromEntries(Object.entries(tree).map(([key, child]) => [key, rewrite(child, inner)]));
}

function checkFunction(tree: Node, context: Context): void {
  const name = String(tree['function_name']).toLowerCase();
  // The parser itself writes `system.main` before functions that stand for syntax, such as lists and EXTRACT.
  const builtIn = ['', 'main'].includes(String(tree['schema'])) && ['', 'system'].includes(String(tree['catalog']));
  if (builtIn && context.allowed.has(name)) return;
  throw refusal(
    context.text,
    `it calls "${name}", which is not known or is no function of one row's values alone (files, settings, aggregates and random numbers are out of reach)`,
  );
}

function lambdaParameters(tree: Node, context: Context): ReadonlySet<string> {
  const names = new Set(context.parameters);
  collectNames(tree['lhs'], names);
  return names;
}

function collectNames(node: unknown, names: Set<string>): void {
  if (Array.isArray(node)) node.forEach((child) => collectNames(child, names));
  if (typeof node !== 'object' || node === null) return;
  const tree = node as Node;
  if (tree['class'] === 'COLUMN_REF') (tree['column_names'] as string[]).forEach((name) => names.add(name));
  Object.values(tree).forEach((child) => collectNames(child, names));
}

function resolveColumn(tree: Node, context: Context): unknown {
  const [name = '', ...fields] = tree['column_names'] as string[];
  if (context.parameters.has(name)) return tree;
  const replacement = context.replacements.get(name.toLowerCase());
  if (replacement === undefined && fields.length === 0 && clockKeywords.has(name.toLowerCase())) return tree;
  if (replacement === undefined) throw unknownColumn(name, context);
  // A struct's field keeps its path; only typed relations have structs, and there a column stands for itself.
  return fields.length === 0 ? { ...replacement, alias: tree['alias'] } : tree;
}

function unknownColumn(name: string, context: Context): RowcastError {
  const names = context.columns.map((column) => column.name);
  const close = nearest(name, names);
  const columnsHint =
    close === undefined ? `Its columns are: ${names.join(', ')}.` : `The nearest column is "${close}".`;
  // To other languages "abc" is a text; to SQL it is the name of a column.
  const isQuoted = context.text.includes(identifier(name));
  return new RowcastError(
    'COLUMN_NOT_FOUND',
    `The expression \`${context.text}\` names column "${name}", which the table does not have.`,
    isQuoted ? `If it is a text, write it in single quotes: ${literal(name)}. ${columnsHint}` : columnsHint,
  );
}

async function replacementTrees(
  database: Database,
  named: ReadonlySet<string>,
  columns: readonly SourceColumn[],
  relation: Relation,
): Promise<Map<string, Node>> {
  const wanted = new Set([...named].map((name) => name.toLowerCase()));
  const entries = await Promise.all(
    columns
      .filter((column) => wanted.has(column.name.toLowerCase()))
      .map(
        async (column) => [column.name.toLowerCase(), await parseExpression(database, relation.value(column))] as const,
      ),
  );
  return new Map(entries);
}

/** Binds the expression where aggregates are not allowed, and asks for its type. */
async function typeOf(database: Database, text: string, sql: string, relation: Relation): Promise<string> {
  try {
    const row = await database.row(`DESCRIBE SELECT (${sql}) AS v FROM ${relation.from} WHERE (${sql}) IS NULL`);
    return String(row['column_type']);
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    throw refusal(text, firstLine(error), error);
  }
}

function refusal(text: string, reason: string, cause?: unknown): RowcastError {
  return new RowcastError(
    'INVALID_EXPRESSION',
    `The expression \`${text}\` is refused: ${reason.replace(/[.!]$/, '')}.`,
    expressionHint(text),
    { cause },
  );
}
