/** Turns whatever was thrown into a fault that can be shown: never a stack trace. */
import { ORPCError, ValidationError } from '@orpc/server';
import { RowcastError, type Fault } from '../../contract/index.ts';

/** `method` is what was asked, as `table.open`. */
export function faultOf(error: unknown, method: string): Fault {
  if (error instanceof RowcastError) return error.toFault();
  if (error instanceof Error && error.name === 'AbortError') {
    return { code: 'CANCELLED', message: 'This was cancelled.', hint: '' };
  }
  if (error instanceof ORPCError && error.cause instanceof ValidationError) {
    return error.code === 'BAD_REQUEST' ? badRequest(error.cause, method) : badAnswer(error.cause, method);
  }
  const text = error instanceof Error ? error.message : String(error);
  return internal(`${method} failed where it should not: ${firstLine(text)}`);
}

function badRequest({ issues, data }: ValidationError, method: string): Fault {
  const [issue] = issues;
  const path = pathOf(issue);
  const said = path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], data);
  return {
    code: 'INVALID_ARGUMENT',
    message: `${method} is given ${place(path)} = ${shown(said)}. ${issue?.message ?? 'It does not fit the contract'}.`,
    hint: 'Correct the request; contract/methods.ts tells what each method takes.',
  };
}

function badAnswer({ issues }: ValidationError, method: string): Fault {
  const [issue] = issues;
  return internal(`The answer of ${method} does not fit the contract at ${place(pathOf(issue))}: ${issue?.message}.`);
}

function internal(message: string): Fault {
  return { code: 'INTERNAL', message, hint: 'This is a fault of Rowcast; please report it with what was asked.' };
}

type Issue = ValidationError['issues'][number];

function pathOf(issue: Issue | undefined): PropertyKey[] {
  return (issue?.path ?? []).map((step) => (typeof step === 'object' ? step.key : step));
}

/** `models[0].path`; the request itself where the path is empty. */
function place(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'input';
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}

const shownLength = 80;

function shown(value: unknown): string {
  const text = JSON.stringify(value ?? null) ?? 'nothing';
  return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
