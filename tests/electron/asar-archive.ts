/** Reads an asar archive: a list of its files as JSON, then their contents one behind the other. */
import { readFileSync } from 'node:fs';

interface Entry {
  files?: Record<string, Entry>;
  size?: number;
  /** Where its content begins, as text, counted from the end of the list. */
  offset?: string;
  /** The file itself lies beside the archive. */
  unpacked?: boolean;
}

export interface ArchivedFile {
  path: string;
  bytes: number;
  /** Null for a file that lies beside the archive. */
  content: Buffer | null;
}

export function readArchive(archive: string): ArchivedFile[] {
  const bytes = readFileSync(archive);
  const contents = 8 + bytes.readUInt32LE(4);
  const list = JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12))) as Entry;
  return filesOf(list, '').map(({ path, entry: { size = 0, offset, unpacked } }) => {
    const begin = contents + Number(offset);
    return { path, bytes: size, content: unpacked === true ? null : bytes.subarray(begin, begin + size) };
  });
}

function filesOf(entry: Entry, path: string): { path: string; entry: Entry }[] {
  if (entry.files === undefined) return [{ path, entry }];
  return Object.entries(entry.files).flatMap(([name, held]) => filesOf(held, path === '' ? name : `${path}/${name}`));
}
