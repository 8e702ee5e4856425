/** Keeps files that are dropped on the page, which tells no paths of theirs: streamed to the disk, gone when the page needs them no more or the app ends. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { mkdir, open, rm, rmdir, type FileHandle } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { RowcastError } from '../contract/index.ts';

/** Bytes that a name may take; file systems take 255, and a number may come to it. */
const longestName = 200;

/** What is longer is no extension, only a name with a dot in it. */
const longestExtension = 20;

/** Files of one name in one drop, as folders dropped together have them. */
const mostOfOneName = 1000;

/**
 * Streams the body of `request` into a file in a folder of its own, or of its drop, under `folder`. Returns the file's path;
 * whatever goes wrong, nothing is left of it.
 */
export async function keepUpload(request: IncomingMessage, folder: string, query: URLSearchParams): Promise<string> {
  const drop = checkedDrop(query.get('drop') ?? randomUUID());
  const name = safeName(query.get('name') ?? '');
  const within = join(folder, drop);
  try {
    await mkdir(within, { recursive: true, mode: 0o700 });
    const { file, path } = await newFile(within, name);
    await write(request, file, path);
    return path;
  } catch (error) {
    // Fails where the drop has other files, as it should.
    await rmdir(within).catch(() => undefined);
    throw failure(error, name);
  }
}

/** Removes the files of a drop. */
export async function dropUploads(folder: string, query: URLSearchParams): Promise<void> {
  const drop = checkedDrop(query.get('drop') ?? '');
  // Where a table is still being closed, Windows lets go of its file a moment later.
  await rm(join(folder, drop), { recursive: true, force: true, maxRetries: 5 });
}

function checkedDrop(drop: string): string {
  if (/^[\w-]{1,64}$/.test(drop)) return drop;
  throw new RowcastError(
    'INVALID_ARGUMENT',
    `The drop "${drop}" is no id: expected up to 64 letters, digits and dashes.`,
    'Reload the page and drop the file again.',
  );
}

async function write(request: IncomingMessage, file: FileHandle, path: string): Promise<void> {
  const target = file.createWriteStream();
  try {
    // Not a pipeline, which would break the connection, and with it the answer, where the disk is full.
    request.pipe(target);
    await Promise.all([finished(request, { writable: false }), finished(target)]);
  } catch (error) {
    target.destroy();
    await rm(path, { force: true });
    throw error;
  }
}

/** `flights.csv`, or `flights (2).csv` where the drop has one already. */
async function newFile(folder: string, name: string): Promise<{ file: FileHandle; path: string }> {
  const extension = extname(name);
  const stem = name.slice(0, name.length - extension.length);
  for (let number = 1; ; number += 1) {
    const path = join(folder, number === 1 ? name : `${stem} (${number})${extension}`);
    try {
      return { file: await open(path, 'wx', 0o600), path };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || number === mostOfOneName) throw error;
    }
  }
}

/** What no file system takes, what leads elsewhere and what a glob means something by is replaced; the rest is kept. */
function safeName(text: string): string {
  const last = text.split(/[\\/]/).at(-1) ?? '';
  const plain = last
    .replaceAll(/[\p{Cc}<>:"|?*[\]{}]/gu, '_')
    .replace(/^[. ]+/, '')
    .replace(/[. ]+$/, '');
  const named = plain === '' || /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(plain) ? `file_${plain}` : plain;
  const said = extname(named);
  const extension = said.length > longestExtension ? '' : said;
  return `${cut(named.slice(0, named.length - extension.length), longestName - Buffer.byteLength(extension))}${extension}`;
}

/** The first characters of a text, as many as fit into some bytes of UTF-8. */
function cut(text: string, bytes: number): string {
  const kept = new TextDecoder().decode(Buffer.from(text).subarray(0, bytes));
  return kept.replace(/\uFFFD+$/, '');
}

function failure(error: unknown, name: string): RowcastError {
  if (error instanceof RowcastError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const isFull = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
  return new RowcastError(
    isFull ? 'DESTINATION_FULL' : 'DESTINATION_NOT_WRITABLE',
    isFull ? `The disk is full: "${name}" could not be kept.` : `"${name}" could not be kept: ${message}.`,
    'Open the file by its path instead, which copies nothing.',
    { cause: error },
  );
}
