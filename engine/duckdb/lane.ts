/** Long statements take turns, so that they leave threads and memory to the short ones. */
import { throwIfStopped, unlessStopped } from './interruptible.ts';

/** `now` is for what is short, and takes no turn. */
export type Priority = 'now' | 'soon' | 'later';

export class Lane {
  readonly #queues: Record<'soon' | 'later', (() => void)[]> = { soon: [], later: [] };
  #isBusy = false;

  /** Runs `work` after all that came before it or is wanted sooner. Rejects with `CANCELLED` when aborted meanwhile. */
  async run<T>(priority: Priority, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    if (priority === 'now') return work();
    await this.#turn(priority, signal);
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  async #turn(priority: 'soon' | 'later', signal: AbortSignal): Promise<void> {
    throwIfStopped(signal);
    if (!this.#isBusy) {
      this.#isBusy = true;
      return;
    }
    let begin = () => {};
    const turn = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const queue = this.#queues[priority];
    queue.push(begin);
    await unlessStopped(turn, signal).catch((error: unknown) => {
      const at = queue.indexOf(begin);
      // Its turn may have come in the same moment.
      if (at === -1) this.#next();
      else queue.splice(at, 1);
      throw error;
    });
  }

  #next(): void {
    const begin = this.#queues.soon.shift() ?? this.#queues.later.shift();
    if (begin === undefined) this.#isBusy = false;
    else begin();
  }
}
