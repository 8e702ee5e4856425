/** Makes the one kind of error that the window shows of whatever a call threw. */
import { ORPCError } from '@orpc/client';
import { Fault, RowcastError, wireCode } from '../../contract/index.ts';

/** Also takes a fault in its plain form, as it stands in an answer. */
export function faultFrom(error: unknown): RowcastError {
  if (error instanceof RowcastError) return error;
  if (error instanceof ORPCError && error.code === wireCode) {
    const fault = Fault.safeParse(error.data);
    if (fault.success) return RowcastError.fromFault(fault.data);
  }
  const plain = Fault.safeParse(error);
  if (plain.success) return RowcastError.fromFault(plain.data);
  if (error instanceof Error && error.name === 'AbortError') {
    return new RowcastError('CANCELLED', 'This was cancelled.', '', { cause: error });
  }
  const text = error instanceof Error ? error.message : String(error);
  return new RowcastError('INTERNAL', `The window met an error: ${text}.`, 'Try again; report it if it stays.', {
    cause: error,
  });
}

export function isCancelled(error: unknown): boolean {
  return faultFrom(error).code === 'CANCELLED';
}
