/** NDJSON read as the lines it is, with each column's value taken out of the line. */
import type { SourceColumn } from '../../contract/index.ts';
import { identifier, literalList, pathList } from '../sql/text.ts';
import { isWhole, wholeNumber } from './whole-number.ts';

/** Column of the relation that holds a whole line; of the one that holds a line's values as text, in column order. */
export const lineColumn = '__rowcast_line';
const fieldsColumn = '__rowcast_fields';

/** A relation of lines. Each line is parsed once, for the columns that are asked for together. */
export function linesFrom(paths: readonly string[], columns: readonly SourceColumn[]): string {
  const fieldPaths = columns.map((column) => `$.${JSON.stringify(column.name)}`);
  const fields = columns.length === 0 ? 'NULL' : `json_extract_string(json, ${literalList(fieldPaths)})`;
  return `(SELECT CAST(json AS VARCHAR) AS ${identifier(lineColumn)}, ${fields} AS ${identifier(fieldsColumn)} FROM read_ndjson_objects(${pathList(paths)}))`;
}

/** SQL of a column's value in a line, in some type; `tolerant` makes NULL of what does not convert. */
export function lineValue(
  column: SourceColumn,
  columns: readonly SourceColumn[],
  type: string,
  tolerant: boolean,
): string {
  const position = columns.findIndex((other) => other.name === column.name) + 1;
  const text = `${identifier(fieldsColumn)}[${position}]`;
  if (type === 'VARCHAR') return text;
  if (isWhole({ name: column.name, type })) return wholeNumber(text, { name: column.name, type }, tolerant);
  return `${tolerant ? 'TRY_CAST' : 'CAST'}(${text} AS ${type})`;
}
