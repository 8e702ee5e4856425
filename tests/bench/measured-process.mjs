/** Runs a command as its own process: wall time around it, processor time and peak memory told by itself at its end. */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/toolchain.mjs';

const usageAtExit = new URL('usage-at-exit.mjs', import.meta.url).href;
let runs = 0;

/** `node` scripts get a preloaded module that writes their usage; others read ROWCAST_BENCH_USAGE and write it. */
export function nodeCommand(path, args) {
  return [process.execPath, ['--import', usageAtExit, path, ...args]];
}

/** Resolves to seconds, cpuSeconds, peakBytes and what the process printed; throws where it failed. */
export async function measured([command, args]) {
  const usageFile = join(tmpdir(), `rowcast-usage-${process.pid}-${(runs += 1)}.json`);
  const started = performance.now();
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ROWCAST_BENCH_USAGE: usageFile },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (printed.stdout += chunk));
  child.stderr.on('data', (chunk) => (printed.stderr += chunk));
  const { code, signal } = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, exitSignal) => resolve({ code: exitCode, signal: exitSignal }));
  });
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0) {
    throw new Error(`${command} ${args.join(' ')}\nended with ${signal ?? `exit code ${code}`}:\n${printed.stderr}`);
  }
  const usage = JSON.parse(readFileSync(usageFile, 'utf8'));
  rmSync(usageFile);
  return { seconds, ...usage, stdout: printed.stdout };
}
