/** Holds what was said against the contract; from here on everything is known to be well formed. */
import type { z } from 'zod';
import { RowcastError } from '../../contract/index.ts';

export function checked<S extends z.ZodType>(schema: S, said: unknown): z.output<S> {
  const result = schema.safeParse(said);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new RowcastError(
    'INVALID_ARGUMENT',
    `${issue?.path.join('.') ?? 'The request'}: ${issue?.message ?? 'is not well formed'}.`,
    'rowcast --help lists every option.',
  );
}
