/** Tells when files that are in use change or go: those of an open table, and models. */
import { resolve } from 'node:path';
import { watch, type ChokidarOptions, type FSWatcher } from 'chokidar';
import type { FileChange } from '../../contract/index.ts';

type Tell = (path: string, change: FileChange['change']) => void;

/** How often files are looked at where the system cannot tell by itself. */
const lookIntervalMs = 1000;

/** Ends when the signal is aborted. A program that writes for a while is told of once it pauses. */
export async function* watchFiles(paths: readonly string[], signal: AbortSignal): AsyncGenerator<FileChange> {
  const names = new Map(paths.map((path) => [resolve(path), path]));
  const changes: FileChange[] = [];
  let wake = () => {};
  const watcher = new FileWatcher([...names.keys()], (path, change) => {
    changes.push({ path: names.get(resolve(path)) ?? path, change });
    wake();
  });
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

/**
 * Hears of changes from the system, and looks for them itself where the system cannot tell: Linux has a number of watches that all
 * programs of a user share, and some network drives have none.
 */
class FileWatcher {
  readonly #paths: string[];
  readonly #tell: Tell;
  #watcher: FSWatcher;
  #looksItself = false;

  constructor(paths: string[], tell: Tell) {
    this.#paths = paths;
    this.#tell = tell;
    this.#watcher = this.#watch({});
  }

  close(): Promise<void> {
    return this.#watcher.close();
  }

  #watch(how: ChokidarOptions): FSWatcher {
    const watcher = watch(this.#paths, {
      ignoreInitial: true,
      // Many programs write a new file and rename it.
      atomic: true,
      awaitWriteFinish: { stabilityThreshold: 300, pollInterval: 100 },
      ...how,
    });
    watcher.on('add', (path) => this.#tell(path, 'changed'));
    watcher.on('change', (path) => this.#tell(path, 'changed'));
    watcher.on('unlink', (path) => this.#tell(path, 'removed'));
    watcher.on('error', () => this.#lookInstead());
    return watcher;
  }

  /** Once. What cannot be looked at either goes unwatched: each page is checked against its file when it is read. */
  #lookInstead(): void {
    if (this.#looksItself || this.#watcher.closed) return;
    this.#looksItself = true;
    void this.#watcher.close();
    this.#watcher = this.#watch({ usePolling: true, interval: lookIntervalMs });
  }
}
