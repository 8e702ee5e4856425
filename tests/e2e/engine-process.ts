/** The engine's own process, so that a test can bring it down as a crash in native code would. */
import { execFileSync } from 'node:child_process';

/** Id of the one child of the supervisor. */
export function engineOf(supervisor: number): number {
  const found = execFileSync('pgrep', ['-P', String(supervisor)], { encoding: 'utf8' })
    .trim()
    .split('\n');
  if (found.length !== 1) throw new Error(`expected one engine process, found ${found.join(', ')}`);
  return Number(found[0]);
}
