/** Long statements take turns, so that they leave threads and memory to the short ones. */

export type Priority = 'soon' | 'later';

export class Lane {
  readonly #queues: Record<Priority, (() => void)[]> = { soon: [], later: [] };
  #isBusy = false;

  /** Runs `work` when all that came before it, or is wanted sooner, has ended. Rejects with the signal's reason when aborted meanwhile. */
  async run<T>(priority: Priority, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#turn(priority, signal);
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  #turn(priority: Priority, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (!this.#isBusy) {
      this.#isBusy = true;
      return Promise.resolve();
    }
    const queue = this.#queues[priority];
    return new Promise((resolve, reject) => {
      const begin = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        queue.splice(queue.indexOf(begin), 1);
        reject(signal.reason as Error);
      };
      queue.push(begin);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  #next(): void {
    const begin = this.#queues.soon.shift() ?? this.#queues.later.shift();
    if (begin === undefined) this.#isBusy = false;
    else begin();
  }
}
