/** Keys of NDJSON that DuckDB cannot tell apart: it gives the second another name, by which no value of the file is found. */
import { RowcastError, type SourceColumn } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { literal, pathLiteral } from '../sql/text.ts';

export async function checkKeys(database: Database, path: string, columns: readonly SourceColumn[]): Promise<void> {
  const names = columns.map((column) => column.name);
  for (const [at, name] of names.entries()) {
    const before = names.slice(0, at);
    const same = before.find((other) => other.toLowerCase() === name.toLowerCase());
    if (same !== undefined) throw alike(path, same);
    const base = name.replace(/_\d+$/, '');
    const renamed = before.find((other) => base !== name && other.toLowerCase() === base.toLowerCase());
    if (renamed !== undefined && !(await hasKey(database, path, name))) throw alike(path, renamed);
  }
}

async function hasKey(database: Database, path: string, key: string): Promise<boolean> {
  const { found } = await database.row(
    `SELECT bool_or(json_exists(json, ${literal(`$.${JSON.stringify(key)}`)})) AS found FROM read_ndjson_objects(${pathLiteral(path)})`,
  );
  return found === true;
}

function alike(path: string, name: string): RowcastError {
  return new RowcastError(
    'SOURCE_MALFORMED',
    `"${path}" has the key "${name}" in more than one spelling, such as in capitals: expected one for each column.`,
    'Give all lines the same keys.',
  );
}
