/** Opens tables as they were read last time: a decimal comma that was said once must not be forgotten. */
import { endingOf, type SourceReading } from '../../../contract/index.ts';
import type { Client } from '../../transport/client.ts';
import { askForTable, isAskedForLast } from './asked-table.ts';
import { openSource, type Opening } from './open-source.ts';

/** Opens files of which nothing is said now, in place of the table that is open; not where `wish` is no longer the last one. */
export async function openAsLastTime(
  client: Client,
  paths: readonly string[],
  wish: number = askForTable(),
): Promise<Opening> {
  if (!isAskedForLast(wish)) return 'superseded';
  return openSource(client, { paths: [...paths] }, { lastReading: () => lastReading(client, paths) });
}

async function lastReading(client: Client, paths: readonly string[]): Promise<SourceReading | null> {
  // Nothing can be said of Parquet, whose first rows need not wait then.
  if (endingOf(paths[0] ?? '', ['parquet', 'pq']) !== undefined) return null;
  // Without a memory, or with one that cannot be read, the table is read as found.
  return client.library.reading({ paths: [...paths] }).catch(() => null);
}
