/** Starts `rowcast` as a user does, in a process of its own, and can send it a signal after a while. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../scripts/toolchain.mjs';

const rowcast = join(root, 'cli', 'rowcast.mjs');
const limitSeconds = 300;

/** Resolves to exitCode, stderr, seconds, and `ended` where a signal ended it that was not sent from here. */
export function runWhole(words, { signal, afterMs } = {}) {
  const started = performance.now();
  const child = spawn(process.execPath, [rowcast, ...words], { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const limit = setTimeout(() => child.kill('SIGKILL'), limitSeconds * 1000);
  const sending = signal === undefined ? undefined : setTimeout(() => child.kill(signal), afterMs);
  return new Promise((resolve) => {
    child.on('close', (exitCode, endedBy) => {
      clearTimeout(limit);
      clearTimeout(sending);
      const seconds = (performance.now() - started) / 1000;
      const expected = endedBy === null || endedBy === signal;
      resolve({ exitCode, signal: endedBy, stderr, seconds, ...(expected ? {} : { ended: endedBy, printed: stderr }) });
    });
  });
}
