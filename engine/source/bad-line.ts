/** Reads out of DuckDB's message which line of a CSV file is to blame, and for what. */
import type { DatabaseError } from '../duckdb/errors.ts';

export interface BadLine {
  /** Follows a colon: `line 3 has 2 fields, expected 3.` */
  reason: string;
  hint: string;
  /** The same where there is a form with options to change, and no flag to pass. */
  windowHint: string;
}

const asUtf8 = 'iconv -f windows-1252 -t utf-8 FILE > NEW.';

/** Most files that are called so are of Windows, which has curly quotes and the euro sign where Latin-1 has nothing. */
const notLatin1: BadLine = {
  reason: 'it holds bytes that are no characters of Latin-1.',
  hint: `If it comes from Windows, write it again as UTF-8: ${asUtf8}`,
  windowHint: 'Save it again as UTF-8 in the program that it comes from.',
};

/** Undefined where the message names no line. */
export function badLine(error: DatabaseError): BadLine | undefined {
  const { message } = error;
  if (/not latin-1 encoded/i.test(message)) return notLatin1;
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
      hint: `Pass --encoding latin-1 if it was written so, or write it again as UTF-8: ${asUtf8}`,
      windowHint:
        'Choose Latin-1 as its encoding if it was written so, or save it again as UTF-8 in the program that it comes from.',
    };
  }
  return {
    reason: `line ${line} is not well formed.`,
    hint: 'Repair that line, or say how the file is written: --delimiter, --quote, --escape, --skip-lines.',
    windowHint: 'Repair that line, or say how the file is written: its delimiter, its quotes, the lines to skip.',
  };
}
