/** Which functions an expression of the user's may call: those of one row's values alone, and the clock. */
import type { Database } from '../duckdb/database.ts';

/** Consistent within a query, and what an analyst means by "today". */
const clock = new Set([
  'now',
  'today',
  'current_date',
  'get_current_time',
  'get_current_timestamp',
  'transaction_timestamp',
]);

/** Consistent by the catalogue's word, but they read settings, variables or the session. */
const session = new Set([
  'current_setting',
  'getvariable',
  'getenv',
  'current_user',
  'current_role',
  'current_catalog',
  'session_user',
  'user',
  'json_serialize_plan',
  'can_cast_implicitly',
  'get_block_size',
]);

const cache = new WeakMap<Database, Promise<ReadonlySet<string>>>();

export function allowedFunctions(database: Database): Promise<ReadonlySet<string>> {
  const known = cache.get(database) ?? load(database);
  cache.set(database, known);
  return known;
}

async function load(database: Database): Promise<ReadonlySet<string>> {
  const rows = await database.rows(
    `SELECT lower(function_name) AS name, bool_and(stability IS NULL OR stability = 'CONSISTENT') AS consistent
     FROM duckdb_functions()
     WHERE schema_name = 'main' AND function_type IN ('scalar', 'macro')
     GROUP BY ALL`,
  );
  const names = rows
    .filter((row) => row['consistent'] === true || clock.has(String(row['name'])))
    .map((row) => String(row['name']))
    .filter((name) => !session.has(name) && !name.startsWith('__internal') && !/^(rowcast|score)_/.test(name));
  return new Set(names);
}
