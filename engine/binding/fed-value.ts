/** What a model is fed, in the type of its own tensor; NULL where a run would end. */
import { literal } from '../sql/text.ts';
import { elementTypeName, fedText } from './conversion-sql.ts';
import type { Argument } from './resolve.ts';

export function fedValue(argument: Argument): string {
  const type = elementTypeName(argument.element);
  return argument.length === null ? `CAST(${fedText(argument)} AS ${type})` : fedList(argument, argument.length, type);
}

function fedList({ argument: { sql, type: from }, missing }: Argument, length: number, type: string): string {
  const said = missing.policy === 'nan' ? literal('NaN') : missing.policy === 'value' ? literal(missing.value) : 'NULL';
  const instead = `CAST(${said} AS ${type})`;
  const isFloat = from === 'FLOAT[]' || from === 'DOUBLE[]';
  const isMissing = isFloat ? 'x IS NULL OR isnan(x)' : 'x IS NULL';
  return `coalesce(list_transform(${sql}, lambda x: CASE WHEN ${isMissing} THEN ${instead} ELSE CAST(x AS ${type}) END),
    list_transform(range(${length}), lambda x: ${instead}))`;
}
