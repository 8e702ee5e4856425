/** What can go wrong, as a closed list of codes, and the one error class every layer throws. */
import { z } from 'zod';

/** Faults of the request, the source, the model, the binding, the destination and the run, in that order. */
export const errorCodes = [
  'INVALID_ARGUMENT',
  'INVALID_EXPRESSION',
  'INVALID_JOB',
  'SOURCE_NOT_FOUND',
  'SOURCE_EMPTY',
  'SOURCE_UNREADABLE',
  'SOURCE_FORMAT_UNKNOWN',
  'SOURCE_MALFORMED',
  'SOURCE_COLUMNS_DIFFER',
  'SOURCE_CHANGED',
  'VALUE_DOES_NOT_CONVERT',
  'COLUMN_NOT_FOUND',
  'MODEL_NOT_FOUND',
  'MODEL_UNREADABLE',
  'MODEL_INVALID',
  'MODEL_CHANGED',
  'MODEL_UNLOADED',
  'EXTERNAL_DATA_MISSING',
  'EXTERNAL_DATA_OUTSIDE',
  'OPERATOR_UNKNOWN',
  'INPUT_UNSUPPORTED',
  'OUTPUT_UNSUPPORTED',
  'BATCH_SIZE_FIXED',
  'PROBE_FAILED',
  'FEATURE_NAMES_NEEDED',
  'FEATURE_UNBOUND',
  'BINDING_AMBIGUOUS',
  'BINDING_UNKNOWN',
  'ARGUMENT_COUNT',
  'TYPE_MISMATCH',
  'BAD_MISSING_VALUE',
  'MISSING_VALUE',
  'NOT_A_WHOLE_NUMBER',
  'VALUE_OUT_OF_RANGE',
  'OUTPUT_CLASH',
  'DESTINATION_FORMAT_UNKNOWN',
  'DESTINATION_EXISTS',
  'DESTINATION_IS_SOURCE',
  'DESTINATION_NOT_WRITABLE',
  'DESTINATION_FULL',
  'ROWS_LOST',
  'OUT_OF_MEMORY',
  'PROVIDER_UNAVAILABLE',
  'RUNTIME_UNAVAILABLE',
  'EXTENSION_UNAVAILABLE',
  'FUNCTION_EXISTS',
  'SCORING_FAILED',
  'CANCELLED',
  'INTERNAL',
] as const;

export const ErrorCode = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof ErrorCode>;

export const Fault = z.object({
  code: ErrorCode,
  /** What failed, on which thing, expected and found. */
  message: z.string(),
  /** What to do about it. */
  hint: z.string(),
});
export type Fault = z.infer<typeof Fault>;

/** The only error that crosses a layer; recognised by its code, never by its text. */
export class RowcastError extends Error {
  override readonly name = 'RowcastError';
  readonly code: ErrorCode;
  readonly hint: string;

  constructor(code: ErrorCode, message: string, hint: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.hint = hint;
  }

  /** The plain form that travels over a wire and stands in `--json` output. */
  toFault(): Fault {
    return { code: this.code, message: this.message, hint: this.hint };
  }
}

export function isErrorCode(text: string): text is ErrorCode {
  return ErrorCode.safeParse(text).success;
}
