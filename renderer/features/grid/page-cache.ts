/** Pages of rows near what is seen: fetched when needed, given up when scrolled past, forgotten when they were not seen for long. */

export interface PageKey {
  /** Number of the page of rows. */
  page: number;
  /** Number of the block of columns. */
  block: number;
}

type Fetch<Data> = (key: PageKey, signal: AbortSignal) => Promise<Data>;

type Entry<Data> =
  | { state: 'loading'; controller: AbortController }
  | { state: 'ready'; data: Data }
  | { state: 'failed'; error: unknown };

export interface PageCacheOptions<Data> {
  fetch: Fetch<Data>;
  /** Pages that are kept. */
  capacity: number;
  /** Pages that are asked for at once. */
  concurrency: number;
  /** Called after a page came or failed. */
  onChange: () => void;
}

export class PageCache<Data> {
  readonly #options: PageCacheOptions<Data>;
  /** In the order of last use. */
  readonly #entries = new Map<string, Entry<Data>>();
  #wanted: readonly PageKey[] = [];
  #asked: { onArrival: () => void; patience: ReturnType<typeof setTimeout> } | undefined;
  #isClosed = true;

  constructor(options: PageCacheOptions<Data>) {
    this.#options = options;
  }

  /** The page's data, where it is there. */
  get({ page, block }: PageKey): Data | undefined {
    const entry = this.#entries.get(keyOf(page, block));
    return entry?.state === 'ready' ? entry.data : undefined;
  }

  /** The first error among the pages that are wanted. */
  get error(): unknown {
    for (const { page, block } of this.#wanted) {
      const entry = this.#entries.get(keyOf(page, block));
      if (entry?.state === 'failed') return entry.error;
    }
    return undefined;
  }

  /** What is needed now, the most urgent first. Whatever else is on its way is given up; what is asked for goes before. */
  want(keys: readonly PageKey[]): void {
    if (this.#asked === undefined) this.#plan(keys);
  }

  /**
   * Asks for pages that are to be seen soon, and calls `onArrival` when each has come or failed, at the latest `patienceMs` after the
   * first of several calls that follow each other; only the last one's is called.
   */
  ask(keys: readonly PageKey[], patienceMs: number, onArrival: () => void): void {
    const patience = this.#asked?.patience ?? setTimeout(() => this.#arrive(), patienceMs);
    this.#asked = { onArrival, patience };
    this.#plan(keys);
    this.#arriveIfThere();
  }

  #plan(keys: readonly PageKey[]): void {
    this.#wanted = keys;
    const names = new Set(keys.map(({ page, block }) => keyOf(page, block)));
    for (const [name, entry] of this.#entries) {
      if (entry.state === 'loading' && !names.has(name)) {
        entry.controller.abort();
        this.#entries.delete(name);
      }
    }
    for (const name of [...names].toReversed()) this.#touch(name);
    this.#forget(names);
    this.#fill();
  }

  /** Asks again for what failed. */
  retry(): void {
    const failed = [...this.#entries].filter(([, { state }]) => state === 'failed');
    for (const [name] of failed) this.#entries.delete(name);
    this.#fill();
    if (failed.length > 0) this.#options.onChange();
  }

  /** Nothing is fetched before. */
  open(): void {
    this.#isClosed = false;
    this.#fill();
  }

  /** Gives up all that is on its way; who asked is not called any more. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#asked?.patience);
    this.#asked = undefined;
    for (const entry of this.#entries.values()) if (entry.state === 'loading') entry.controller.abort();
    this.#entries.clear();
  }

  #touch(name: string): void {
    const entry = this.#entries.get(name);
    if (entry === undefined) return;
    this.#entries.delete(name);
    this.#entries.set(name, entry);
  }

  #forget(needed: ReadonlySet<string>): void {
    for (const name of this.#entries.keys()) {
      if (this.#entries.size <= this.#options.capacity) return;
      if (!needed.has(name)) this.#entries.delete(name);
    }
  }

  #fill(): void {
    if (this.#isClosed) return;
    let loading = [...this.#entries.values()].filter(({ state }) => state === 'loading').length;
    for (const key of this.#wanted) {
      if (loading >= this.#options.concurrency) return;
      if (this.#entries.has(keyOf(key.page, key.block))) continue;
      loading += 1;
      void this.#load(key);
    }
  }

  async #load(key: PageKey): Promise<void> {
    const name = keyOf(key.page, key.block);
    const controller = new AbortController();
    this.#entries.set(name, { state: 'loading', controller });
    const settled = await this.#options.fetch(key, controller.signal).then(
      (data): Entry<Data> => ({ state: 'ready', data }),
      (error: unknown): Entry<Data> => ({ state: 'failed', error }),
    );
    if (this.#isClosed || controller.signal.aborted) return;
    this.#entries.set(name, settled);
    this.#fill();
    this.#options.onChange();
    this.#arriveIfThere();
  }

  #arriveIfThere(): void {
    const stateOf = ({ page, block }: PageKey) => this.#entries.get(keyOf(page, block))?.state ?? 'loading';
    if (this.#wanted.every((key) => stateOf(key) !== 'loading')) this.#arrive();
  }

  #arrive(): void {
    const asked = this.#asked;
    this.#asked = undefined;
    clearTimeout(asked?.patience);
    asked?.onArrival();
  }
}

function keyOf(page: number, block: number): string {
  return `${page}:${block}`;
}
