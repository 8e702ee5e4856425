/** Writes an error for a person: what failed, its code, and what to do. Never a stack trace. */
import { RowcastError, type Fault } from '../../contract/index.ts';

export function describeFailure(error: unknown): string {
  const { code, message, hint } = faultOf(error);
  return `rowcast: ${message} [${code}]\n${hint === '' ? '' : `  ${hint}\n`}`;
}

function faultOf(error: unknown): Fault {
  if (error instanceof RowcastError) return error.toFault();
  const text = error instanceof Error ? error.message : String(error);
  return {
    code: 'INTERNAL',
    message: `Something failed that should not: ${text.split('\n', 1)[0] ?? ''}`,
    hint: 'Please report it with the command that caused it. Nothing was written.',
  };
}
