/** Writes a table's column names and types as DuckDB's readers want them. */
import type { SourceColumn } from '../../contract/index.ts';
import { literal } from '../sql/text.ts';

export function columnTypes(columns: readonly SourceColumn[]): string {
  return `{${columns.map((column) => `${literal(column.name)}: ${literal(column.type)}`).join(', ')}}`;
}
