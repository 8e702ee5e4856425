/** Columns of the table that have to hold numbers. */
import { RowcastError, typeInFull, type SourceColumn } from '../../contract/index.ts';
import { kindOf } from '../binding/column-kind.ts';
import { columnNamed } from '../binding/match-name.ts';
import { identifier } from '../sql/text.ts';

/** SQL of a column of numbers, as a DOUBLE. */
export function numberColumn(
  name: string | undefined,
  columns: readonly SourceColumn[],
  where: string,
): string | undefined {
  if (name === undefined) return undefined;
  const column = columnNamed(name, columns, where);
  checkNumbers(column, where);
  return `CAST(${identifier(column.name)} AS DOUBLE)`;
}

/** `where` is the option that names the column. */
export function checkNumbers(column: SourceColumn, where: string): void {
  if (['integer', 'float', 'wide-number', 'boolean'].includes(kindOf(column.type))) return;
  throw new RowcastError(
    'INVALID_ARGUMENT',
    `${where} names column "${column.name}", which is of type ${typeInFull(column.type)}: expected a column of numbers.`,
    'Name another column.',
  );
}
