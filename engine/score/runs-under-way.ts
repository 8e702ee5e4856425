/** The runs of this engine that have not ended: each can be cancelled from another call than the one that follows it. */
import { randomUUID } from 'node:crypto';

interface UnderWay {
  cancel: AbortController;
  ended: Promise<void>;
}

export interface BegunRun {
  id: string;
  /** Aborts when the run is cancelled, by its own call or by another. */
  signal: AbortSignal;
  /** To be called when the run is over and nothing of it is left. */
  end(): void;
}

export class RunsUnderWay {
  readonly #runs = new Map<string, UnderWay>();

  /** `signal` is that of the call that follows the run. */
  begin(signal: AbortSignal | undefined): BegunRun {
    const id = randomUUID();
    const cancel = new AbortController();
    let over = () => {};
    const ended = new Promise<void>((resolve) => (over = resolve));
    this.#runs.set(id, { cancel, ended });
    return {
      id,
      signal: signal === undefined ? cancel.signal : AbortSignal.any([signal, cancel.signal]),
      end: () => {
        this.#runs.delete(id);
        over();
      },
    };
  }

  /** Resolves when the run is over and nothing of it is left; at once where it is already. */
  async cancel(id: string): Promise<void> {
    const run = this.#runs.get(id);
    run?.cancel.abort();
    await run?.ended;
  }
}
