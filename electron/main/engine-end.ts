/** Why the engine's process ended, in words, and how often it may be started again. */
import { constants } from 'node:os';

/**
 * A phrase for the exit code that Electron tells. Elsewhere than on Windows the code of a killed process is its wait status: the
 * signal's number, and 128 where a core was written. The engine itself exits with 0 or 1 only.
 */
export function endReason(code: number, platform: NodeJS.Platform = process.platform): string {
  // Windows tells an unhandled exception by its number.
  if (platform === 'win32' && code > 0xffff) return `exception ${hexadecimal(code)}`;
  const signal = platform !== 'win32' && code > 1 && code < 256 ? signalName(code & 0x7f) : undefined;
  return signal === undefined ? `exit code ${code}` : `signal ${signal}`;
}

function signalName(number: number): string | undefined {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0];
}

function hexadecimal(code: number): string {
  return `0x${code.toString(16).toUpperCase().padStart(8, '0')}`;
}

const windowMs = 60_000;

/** Allows `most` starts within a minute. */
export class RestartLimit {
  readonly #most: number;
  #starts: number[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether one more may be made at `now`, in milliseconds; where it may, it counts. */
  allows(now: number): boolean {
    this.#starts = this.#starts.filter((start) => now - start < windowMs);
    if (this.#starts.length >= this.#most) return false;
    this.#starts.push(now);
    return true;
  }
}
