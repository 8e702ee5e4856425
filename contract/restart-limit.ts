/** How often an engine that ends by itself may be started again, whichever shell keeps it. */

/** One that ends more often than this within a minute would end again. */
const mostRestarts = 5;
const windowMs = 60_000;

export class RestartLimit {
  #restarts: number[] = [];

  /** Restarts within the last minute that it allowed. */
  get count(): number {
    return this.#restarts.length;
  }

  /** Whether one more may be made at `now`, in milliseconds; where it may, it counts. */
  allows(now: number): boolean {
    this.#restarts = this.#restarts.filter((restart) => now - restart < windowMs);
    if (this.#restarts.length >= mostRestarts) return false;
    this.#restarts.push(now);
    return true;
  }
}
