/** Why the engine's process ended, in words. */
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
