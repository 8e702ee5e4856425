/** What can go wrong, as a closed list of codes, and the one error class every layer throws. */
import { z } from 'zod';

/** Faults that the engine finds: of the request, the source, the binding, the destination and the run, in that order. */
const engineCodes = [
  'INVALID_ARGUMENT',
  'INVALID_EXPRESSION',
  'SOURCE_NOT_FOUND',
  'SOURCE_EMPTY',
  'SOURCE_UNREADABLE',
  'SOURCE_FORMAT_UNKNOWN',
  'SOURCE_MALFORMED',
  'SOURCE_COLUMNS_DIFFER',
  'SOURCE_CHANGED',
  'COLUMN_NOT_FOUND',
  'FEATURE_NAMES_NEEDED',
  'FEATURE_UNBOUND',
  'BINDING_AMBIGUOUS',
  'BINDING_UNKNOWN',
  'OUTPUT_CLASH',
  'DESTINATION_FORMAT_UNKNOWN',
  'DESTINATION_EXISTS',
  'DESTINATION_IS_SOURCE',
  'DESTINATION_NOT_WRITABLE',
  'DESTINATION_FULL',
  'ROWS_LOST',
  'GOLDEN_ROWS_DIFFER',
  'GOLDEN_ROWS_UNREADABLE',
  'OUT_OF_MEMORY',
  'EXTENSION_UNAVAILABLE',
  'TABLE_CLOSED',
  'PAGE_NOT_READY',
  'JOB_FILE_INVALID',
  'HISTORY_UNREADABLE',
  'SETTINGS_UNREADABLE',
  'ROW_NOT_FOUND',
  'PATH_NOT_ALLOWED',
  'ENGINE_STOPPED',
  'WINDOW_NOT_BUILT',
  'LIMIT_EXCEEDED',
  'CANCELLED',
] as const;

/** Faults that the extension finds, as `native/kernel/src/fault.rs` lists them. */
export const nativeCodes = [
  'MODEL_NOT_FOUND',
  'MODEL_UNREADABLE',
  'MODEL_EMPTY',
  'MODEL_TRUNCATED',
  'NOT_ONNX',
  'MODEL_CHANGED',
  'MODEL_REJECTED',
  'MODEL_TOO_NEW',
  'UNKNOWN_OPERATOR',
  'OPERATORS_NOT_LOADABLE',
  'EXTERNAL_DATA_MISSING',
  'EXTERNAL_DATA_OUTSIDE',
  'NO_INPUTS',
  'INPUT_NOT_TENSOR',
  'INPUT_SHAPE',
  'FIXED_BATCH',
  'UNSUPPORTED_ELEMENT',
  'OUTPUT_NOT_TENSOR',
  'OUTPUT_NOT_PER_ROW',
  'OUTPUT_UNKNOWN',
  'ARGUMENT_COUNT',
  'UNKNOWN_INPUT',
  'TYPE_MISMATCH',
  'BAD_MISSING_VALUE',
  'BAD_OPTIONS',
  'BAD_FUNCTION_NAME',
  'FUNCTION_EXISTS',
  'FUNCTION_UNKNOWN',
  'REGISTRATION_FAILED',
  'PROVIDER_UNAVAILABLE',
  'RUNTIME_NOT_LOADED',
  'RUNTIME_NOT_LOADABLE',
  'RUNTIME_ALREADY_LOADED',
  'RUN_FAILED',
  'OUTPUT_CHANGED',
  'MISSING_VALUE',
  'VALUE_DOES_NOT_CONVERT',
  'VALUE_OUT_OF_RANGE',
  'NOT_A_WHOLE_NUMBER',
  'LIST_LENGTH',
  'MODEL_UNLOADED',
  'TREES_NOT_FAST',
  'NOT_EXPLAINABLE',
  'INTERNAL',
] as const;

export const ErrorCode = z.enum([...engineCodes, ...nativeCodes]);
export type ErrorCode = z.infer<typeof ErrorCode>;

export const Fault = z.object({
  code: ErrorCode,
  /** What failed, on which thing, expected and found. */
  message: z.string(),
  /** What to do about it, on the command line. */
  hint: z.string(),
  /** The same in a window, where it differs: there is a table to choose in and no flag to pass. */
  windowHint: z.string().optional(),
});
export type Fault = z.infer<typeof Fault>;

/** The code under which a wire carries a `Fault` as the data of its own error. */
export const wireCode = 'ROWCAST_FAULT';

/** The only error that crosses a layer; recognised by its code, never by its text. */
export class RowcastError extends Error {
  override readonly name = 'RowcastError';
  readonly code: ErrorCode;
  readonly hint: string;
  readonly windowHint: string | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    hint: string,
    options: { cause?: unknown; windowHint?: string | undefined } = {},
  ) {
    const { windowHint, ...cause } = options;
    super(message, cause);
    this.code = code;
    this.hint = hint;
    this.windowHint = windowHint;
  }

  /** The plain form that travels over a wire and stands in `--json` output. */
  toFault(): Fault {
    const { code, message, hint, windowHint } = this;
    return windowHint === undefined ? { code, message, hint } : { code, message, hint, windowHint };
  }

  static fromFault({ code, message, hint, windowHint }: Fault): RowcastError {
    return new RowcastError(code, message, hint, { windowHint });
  }
}

export function isErrorCode(text: string): text is ErrorCode {
  return ErrorCode.safeParse(text).success;
}
