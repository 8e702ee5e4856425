/** Work that several wait for: begun by the first, stopped when the last of them leaves, done once. */
import { throwIfStopped, unlessStopped, type Report } from '../duckdb/interruptible.ts';

interface Running<T> {
  result: Promise<T>;
  controller: AbortController;
  waiting: number;
}

export class SharedWork<T> {
  readonly #work: (signal: AbortSignal, report: Report) => Promise<T>;
  readonly #discard: (value: T) => Promise<void>;
  readonly #unsettled = new Set<Promise<unknown>>();
  #running: Running<T> | undefined;
  #done: { value: T } | undefined;
  /** How much of the work is done, 0 to 1, or null while it is unknown. */
  share: number | null = null;

  /** `discard` undoes work that came to its end when nobody wanted it any more. */
  constructor(work: (signal: AbortSignal, report: Report) => Promise<T>, discard: (value: T) => Promise<void>) {
    this.#work = work;
    this.#discard = discard;
  }

  /** What the work gave, once it is done. */
  get value(): T | undefined {
    return this.#done?.value;
  }

  get isWaitedFor(): boolean {
    return this.#running !== undefined;
  }

  /** Rejects with `CANCELLED` as soon as the signal is aborted, or with what the work fails with; the next to join begins anew. */
  async join(signal: AbortSignal): Promise<T> {
    throwIfStopped(signal);
    if (this.#done !== undefined) return this.#done.value;
    const running = (this.#running ??= this.#begin());
    running.waiting += 1;
    try {
      return await unlessStopped(running.result, signal);
    } finally {
      running.waiting -= 1;
      if (running.waiting === 0 && this.#running === running) {
        running.controller.abort();
        // Whoever joins while the work is being stopped begins anew.
        this.#running = undefined;
      }
    }
  }

  /** Stops the work, waits until it has ended, and discards what it gave. */
  async stop(): Promise<void> {
    this.#running?.controller.abort();
    await Promise.allSettled(this.#unsettled);
    const done = this.#done;
    this.#done = undefined;
    if (done !== undefined) await this.#discard(done.value);
  }

  #begin(): Running<T> {
    const controller = new AbortController();
    const { signal } = controller;
    this.share = null;
    const result = this.#settle(
      this.#work(signal, (share) => {
        if (!signal.aborted) this.share = share;
      }),
      signal,
    );
    const settled = result.catch(() => undefined).finally(() => this.#unsettled.delete(settled));
    this.#unsettled.add(settled);
    return { result, controller, waiting: 0 };
  }

  async #settle(work: Promise<T>, signal: AbortSignal): Promise<T> {
    const value = await work;
    if (signal.aborted) {
      await this.#discard(value);
      throwIfStopped(signal);
    }
    this.#done = { value };
    return value;
  }
}
