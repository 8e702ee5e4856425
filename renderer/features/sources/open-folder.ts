/** Opens all tables of a folder as one: those of the kind that most of its files are. */
import { RowcastError } from '../../../contract/index.ts';
import type { Client } from '../../transport/client.ts';
import { fits } from './file-kinds.ts';
import { openAsLastTime } from './last-reading.ts';
import { joinPath } from './paths.ts';

export async function openFolder(client: Client, folder: string): Promise<void> {
  const { entries } = await client.files.list({ folder });
  const endings = entries
    .filter(({ kind, name }) => kind === 'file' && fits(name, 'table'))
    .map(({ name }) => /\.[^.]+(?:\.(?:gz|zst))?$/i.exec(name)?.[0] ?? '');
  const most = mostFrequent(endings);
  if (most === undefined) {
    throw new RowcastError(
      'SOURCE_NOT_FOUND',
      `There is no table in "${folder}": expected CSV, Parquet or NDJSON files.`,
      'Choose the folder that holds the files themselves.',
    );
  }
  await openAsLastTime(client, [joinPath(folder, `*${most}`)]);
}

function mostFrequent(words: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0];
}
