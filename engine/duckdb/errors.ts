/** Turns what DuckDB throws into RowcastError, once, at the boundary. */
import { isErrorCode, RowcastError, type ErrorCode } from '../../contract/index.ts';

/** How the extension writes its errors: `[rowcast:CODE] message`, hint, and which argument of the score function. */
const ours = /\[rowcast:(?<code>[A-Z_]+)\] (?<message>[^\n]*)(?:\n(?<hint>[^\n]*))?(?:\nargument (?<argument>\d+))?/;

/** An error of the extension that concerns one argument of a score function. */
export class ArgumentError extends RowcastError {
  readonly argument: number;

  constructor(code: ErrorCode, message: string, hint: string, argument: number, cause: unknown) {
    super(code, message, hint, { cause });
    this.argument = argument;
  }
}

/** DuckDB's own statement failed; `kind` is its exception type, for example `Conversion`. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly kind: string;

  constructor(kind: string, message: string, cause: unknown) {
    super(message, { cause });
    this.kind = kind;
  }
}

export function errorFromDuckdb(error: unknown): Error {
  if (error instanceof RowcastError || error instanceof DatabaseError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const found = ours.exec(text)?.groups;
  if (found === undefined) return databaseError(text, error);
  const { code = '', message = '', hint = '', argument } = found;
  const known: ErrorCode = isErrorCode(code) ? code : 'INTERNAL';
  return argument === undefined
    ? new RowcastError(known, message, hint, { cause: error })
    : new ArgumentError(known, message, hint, Number(argument), error);
}

/** Awaits a call of DuckDB's. */
export async function attempt<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw errorFromDuckdb(error);
  }
}

function databaseError(text: string, cause: unknown): Error {
  const colon = text.indexOf(' Error: ');
  const kind = colon > 0 && colon < 40 ? text.slice(0, colon) : 'Unknown';
  const body = kind === 'Unknown' ? text : text.slice(colon + ' Error: '.length);
  return kind === 'Out of Memory' ? outOfMemory(cause) : new DatabaseError(kind, body, cause);
}

/** Where DuckDB meets the limit first depends on what else it holds, so that the words say nothing of it. */
function outOfMemory(cause: unknown): RowcastError {
  return new RowcastError(
    'OUT_OF_MEMORY',
    'The memory limit is too small for this job.',
    'Pass a larger --memory-limit, for example 512MB, or fewer --threads.',
    { cause, windowHint: 'Allow more memory in the settings, for example 512MB, or fewer threads.' },
  );
}

/** DuckDB's message without the picture of the statement that follows it. */
export function firstLine(error: DatabaseError): string {
  return error.message.split('\n', 1)[0] ?? error.message;
}

/** The same as a sentence with its full stop. */
export function sentence(error: DatabaseError): string {
  return `${firstLine(error).trim().replace(/[.!]$/, '')}.`;
}
