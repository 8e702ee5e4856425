/** Runs the `rowcast` command as a process of its own, the way a user's shell does. */
import { spawn, type ChildProcess } from 'node:child_process';
import { inRepository } from '../engine/repository.ts';

export const launcher = inRepository('cli/rowcast.mjs');

export interface Ended {
  /** Null where a signal ended the process. */
  exit: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface Started {
  child: ChildProcess;
  ended: Promise<Ended>;
}

/** Starts `rowcast` in `folder`; paths in `words` count from there. */
export function startRowcast(folder: string, words: readonly string[]): Started {
  return start(process.execPath, [launcher, ...words], folder);
}

export function rowcast(folder: string, ...words: string[]): Promise<Ended> {
  return startRowcast(folder, words).ended;
}

/** The same with other environment variables. */
export function rowcastIn(env: NodeJS.ProcessEnv, folder: string, ...words: string[]): Promise<Ended> {
  return start(process.execPath, [launcher, ...words], folder, env).ended;
}

/** Runs any program and collects what it prints. */
export function start(program: string, words: readonly string[], folder: string, env = process.env): Started {
  const child = spawn(program, words, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exit, signal) => resolve({ exit, signal, stdout, stderr }));
  });
  return { child, ended };
}
