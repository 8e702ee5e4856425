/** What is kept for a user in one folder. Trouble with it is told, and stops nothing else. */
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Fault, SourceReading, SourceRequest } from '../../contract/index.ts';
import { History } from '../history/history.ts';
import { Library } from '../library/library.ts';
import { faultOf } from '../wire/fault-of.ts';
import { Store } from './store.ts';

const storeName = 'history.duckdb';
const mostNotices = 20;

export class Home {
  readonly folder: string;
  readonly history: History;
  readonly library: Library;
  readonly #store: Store;
  readonly #notices: Fault[] = [];
  #pending: Promise<unknown> = Promise.resolve();

  /** Nothing is read or made before it is needed. */
  constructor(folder: string) {
    this.folder = resolve(folder);
    this.#store = new Store(join(this.folder, storeName), (fault) => this.tell(fault));
    this.history = new History(this.#store);
    this.library = new Library(this.#store);
  }

  /** Keeps a fault for whoever asks for `notices`. */
  tell(fault: Fault): void {
    if (this.#notices.some(({ message }) => message === fault.message)) return;
    this.#notices.push(fault);
    if (this.#notices.length > mostNotices) this.#notices.shift();
  }

  /** What went wrong here since this engine began, the oldest first. */
  notices(): Fault[] {
    return [...this.#notices];
  }

  /** What `work` gives; undefined where it fails, which becomes a notice. */
  async attempt<T>(work: Promise<T>): Promise<T | undefined> {
    try {
      return await work;
    } catch (error) {
      this.tell(faultOf(error, 'The history'));
      return undefined;
    }
  }

  /** Remembers a model without anybody waiting for it. */
  useModel({ path, sha256 }: { path: string; sha256: string }): void {
    const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    this.#behind(this.library.useModel({ path: resolve(path), sha256, bytes }));
  }

  /** Remembers a table, and how it was read, without anybody waiting for it. */
  useSource({ paths, ...reading }: SourceRequest): void {
    this.#behind(this.library.useSource(absolute(paths), reading));
  }

  /** How these files were read last; null where nothing was said about it. */
  lastReading(paths: readonly string[]): Promise<SourceReading | null> {
    return this.library.lastReading(absolute(paths));
  }

  /** Clears up after an engine that ended by itself, without anybody waiting for it. */
  settle(): void {
    this.#behind(this.history.settle());
  }

  /** Waits until all is written. */
  async close(): Promise<void> {
    await this.#pending;
    await this.#store.close();
  }

  #behind(work: Promise<void>): void {
    this.#pending = Promise.all([this.#pending, this.attempt(work)]);
  }
}

function absolute(paths: readonly string[]): string[] {
  return paths.map((path) => resolve(path));
}
