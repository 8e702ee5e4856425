/** A filter: an expression of the user's that is true or false. */
import { RowcastError, typeInFull } from '../../contract/index.ts';
import type { Expression } from './expression.ts';

/** SQL of the filter; `compile` reads the expression over the table that is filtered. */
export async function compileFilter(
  text: string,
  table: { compile(sql: string): Promise<Expression> },
): Promise<string> {
  const { sql, type } = await table.compile(text);
  if (type === 'BOOLEAN' || type === '"NULL"') return sql;
  throw new RowcastError(
    'INVALID_EXPRESSION',
    `The filter \`${text}\` is of type ${typeInFull(type)}: expected a condition that is true or false.`,
    "Compare it with something, for example --where 'distance > 500'.",
    { windowHint: 'Compare it with something, for example distance > 500.' },
  );
}
