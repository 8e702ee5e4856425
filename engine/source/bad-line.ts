/** Reads out of DuckDB's message which line of a CSV file is to blame, and for what. */
import type { DatabaseError } from '../duckdb/errors.ts';

export interface BadLine {
  /** Follows a colon: `line 3 has 2 fields, expected 3.` */
  reason: string;
  hint: string;
  /** The same where there is a form with options to change, and no flag to pass. */
  windowHint: string;
}

/** Undefined where the message names no line. */
export function badLine(error: DatabaseError): BadLine | undefined {
  const { message } = error;
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1];
  if (line === undefined) return undefined;
  const counts = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
  if (counts !== null) {
    return {
      reason: `line ${line} has ${counts[2]} field${counts[2] === '1' ? '' : 's'}, expected ${counts[1]}.`,
      hint: 'Repair that line, or say how the file is written: --delimiter, --quote, --skip-lines.',
      windowHint: 'Repair that line, or say how the file is written: its delimiter, its quotes, the lines to skip.',
    };
  }
  if (/unterminated quote/i.test(message)) {
    return {
      reason: `line ${line} opens a quote that nothing closes.`,
      hint: 'Close the quote, or say what quotes the fields: --quote.',
      windowHint: 'Close the quote, or say what quotes the fields.',
    };
  }
  if (/invalid unicode|not utf-8/i.test(message)) {
    return {
      reason: `line ${line} holds bytes that are not UTF-8.`,
      hint: 'Say how the text is encoded: --encoding latin-1 or --encoding utf-16.',
      windowHint: 'Say how the text is encoded: Latin-1 or UTF-16.',
    };
  }
  return {
    reason: `line ${line} is not well formed.`,
    hint: 'Repair that line, or say how the file is written: --delimiter, --quote, --escape, --skip-lines.',
    windowHint: 'Repair that line, or say how the file is written: its delimiter, its quotes, the lines to skip.',
  };
}
