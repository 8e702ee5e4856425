/** Knows from its first bytes a file that is no text in UTF-8, which DuckDB's sniffer would only find odd. */
import { closeSync, openSync, readSync } from 'node:fs';
import { RowcastError, type CsvOptions } from '../../contract/index.ts';
import { isCompressed } from './format.ts';

const looked = 4096;

interface Kind {
  /** Follows the file's name. */
  is: string;
  hint: string;
  windowHint: string;
  knownBy: (bytes: Buffer) => boolean;
}

const startsWith =
  (...start: number[]) =>
  (bytes: Buffer): boolean =>
    bytes.subarray(0, start.length).equals(Buffer.from(start));

const kinds: readonly Kind[] = [
  {
    is: 'is compressed with gzip, which its name does not say',
    hint: 'Rename it: give it a name that ends in .gz.',
    windowHint: 'Rename it: give it a name that ends in .gz.',
    knownBy: startsWith(0x1f, 0x8b),
  },
  {
    is: 'is a zip archive, as .xlsx files are',
    hint: 'Take the file out of the archive, or save the sheet as CSV.',
    windowHint: 'Take the file out of the archive, or save the sheet as CSV.',
    knownBy: startsWith(0x50, 0x4b, 0x03, 0x04),
  },
  {
    is: 'is a Parquet file',
    hint: 'Pass --input-format parquet, or give it a name that ends in .parquet.',
    windowHint: 'Give it a name that ends in .parquet.',
    knownBy: (bytes) => bytes.subarray(0, 4).toString('latin1') === 'PAR1',
  },
  {
    is: 'is written in UTF-16',
    hint: 'Pass --encoding utf-16.',
    windowHint: 'Choose UTF-16 as its encoding.',
    knownBy: (bytes) => startsWith(0xff, 0xfe)(bytes) || startsWith(0xfe, 0xff)(bytes) || isHalfZero(bytes),
  },
  {
    is: 'holds zero bytes in its first line, which no text has',
    hint: "Write it again if it was cut off, or take them out: tr -d '\\000' < FILE > NEW.",
    windowHint: 'Write it again if it was cut off, or take them out.',
    knownBy: (bytes) => {
      const end = bytes.indexOf('\n');
      return bytes.subarray(0, end === -1 ? bytes.length : end).includes(0);
    },
  },
];

/** Of Latin letters in UTF-16 every second byte is zero. */
function isHalfZero(bytes: Buffer): boolean {
  const sample = bytes.subarray(0, 64);
  const zeros = [0, 1].map((from) => sample.filter((byte, at) => at % 2 === from && byte === 0).length);
  const half = Math.floor(sample.length / 2);
  return half >= 2 && ((zeros[0] === 0 && zeros[1] === half) || (zeros[1] === 0 && zeros[0] === half));
}

/** Throws where the file at `path` is known to be something else than text in UTF-8, unless an encoding was said. */
export function checkIsText(path: string, { encoding }: CsvOptions): void {
  if ((encoding !== undefined && encoding !== 'utf-8') || isCompressed(path)) return;
  const bytes = firstBytes(path);
  const kind = kinds.find(({ knownBy }) => knownBy(bytes));
  if (kind === undefined) return;
  const { is, hint, windowHint } = kind;
  throw new RowcastError('SOURCE_MALFORMED', `"${path}" ${is}: expected text in UTF-8.`, hint, { windowHint });
}

/** Throws where the file at `path` is one JSON array. */
export function checkIsLines(path: string): void {
  const startsArray = /^\uFEFF?\s*\[/;
  if (isCompressed(path) || !startsArray.test(firstBytes(path).toString('utf8'))) return;
  throw new RowcastError(
    'SOURCE_MALFORMED',
    `"${path}" is a JSON array: expected an object on each line (NDJSON).`,
    "Write its objects one to a line, for example with jq -c '.[]' FILE > NEW.ndjson.",
    { windowHint: 'Write its objects one to a line.' },
  );
}

function firstBytes(path: string): Buffer {
  const bytes = Buffer.alloc(looked);
  try {
    const file = openSync(path, 'r');
    try {
      return bytes.subarray(0, readSync(file, bytes, 0, looked, 0));
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw new RowcastError(
      'SOURCE_UNREADABLE',
      `"${path}" cannot be read: ${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}.`,
      'Check whether you have the right to read it, and whether its disk is in order.',
      { cause },
    );
  }
}
