/** Ctrl-C and a polite kill cancel the run instead of ending the process in the middle of it. */

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Cancel {
  signal: AbortSignal;
  /** Gives the signals back their usual meaning. */
  stop(): void;
}

export function cancelOnSignals(): Cancel {
  const controller = new AbortController();
  const abort = () => controller.abort();
  signals.forEach((name) => process.once(name, abort));
  return {
    signal: controller.signal,
    stop: () => signals.forEach((name) => process.off(name, abort)),
  };
}
