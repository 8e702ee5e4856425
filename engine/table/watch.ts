/** Tells when a file of an open table changes or goes. */
import { resolve } from 'node:path';
import { watch } from 'chokidar';
import type { OpenedTable } from './opened-table.ts';

export interface FileChange {
  path: string;
  change: 'changed' | 'removed';
}

/** Ends when the table is closed or the signal aborted. A program that writes for a while is told of once it pauses. */
export async function* watchFiles(table: OpenedTable, asked: AbortSignal | undefined): AsyncGenerator<FileChange> {
  const signal = table.until(asked);
  const names = new Map(table.source.files.map(({ path }) => [resolve(path), path]));
  const changes: FileChange[] = [];
  let wake = () => {};
  const tell = (path: string, change: FileChange['change']) => {
    changes.push({ path: names.get(resolve(path)) ?? path, change });
    wake();
  };
  const watcher = watch([...names.keys()], {
    ignoreInitial: true,
    // Many programs write a new file and rename it.
    atomic: true,
    awaitWriteFinish: { stabilityThreshold: 300, pollInterval: 100 },
  });
  watcher.on('add', (path) => tell(path, 'changed'));
  watcher.on('change', (path) => tell(path, 'changed'));
  watcher.on('unlink', (path) => tell(path, 'removed'));
  const stop = () => wake();
  signal.addEventListener('abort', stop);
  try {
    while (!signal.aborted) {
      const change = changes.shift();
      if (change !== undefined) yield change;
      else await new Promise<void>((resume) => (wake = resume));
    }
  } finally {
    signal.removeEventListener('abort', stop);
    await watcher.close();
  }
}
