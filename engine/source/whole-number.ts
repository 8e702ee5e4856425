/** Whole numbers out of text: a cast would round `1.5` to 2 without a word. */
import type { SourceColumn } from '../../contract/index.ts';
import { literal } from '../sql/text.ts';

const wholeTypes = new Set(['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'UTINYINT', 'USMALLINT', 'UINTEGER']);

export function isWhole(column: SourceColumn): boolean {
  return wholeTypes.has(column.type);
}

/** SQL of the whole number that `text` is; `tolerant` makes NULL of any other text, which else fails the statement. */
export function wholeNumber(text: string, column: SourceColumn, tolerant: boolean): string {
  const name = tolerant ? 'rowcast_try_whole' : 'rowcast_whole';
  const whole = `${name}(${text}, ${literal(`Column "${column.name}"`)})`;
  if (column.type === 'BIGINT') return whole;
  return `${tolerant ? 'TRY_CAST' : 'CAST'}(${whole} AS ${column.type})`;
}
