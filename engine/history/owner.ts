/** Which process runs a job, so that a later one can tell that it ended without a word. */
import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { isAlive } from '../process/is-alive.ts';

export interface Owner {
  pid: number;
  /** Tells a process from a later one of the same number; empty where the system does not say it cheaply. */
  start: string;
}

export function thisProcess(): Owner {
  return { pid: process.pid, start: startOf(process.pid) };
}

/** Whether the owner of a run that began at `since`, in milliseconds since 1970, has ended. */
export function hasEnded(owner: Owner, since: number): boolean {
  if (!isAlive(owner.pid)) return true;
  if (owner.start !== '') return startOf(owner.pid) !== owner.start;
  // Process numbers begin anew with the machine; the minute is for clocks that were set meanwhile.
  return since + 60_000 < Date.now() - uptime() * 1000;
}

/** On Linux, when the process began, in ticks since the machine did. */
function startOf(pid: number): string {
  if (process.platform !== 'linux') return '';
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces and parentheses itself; the 22nd field is the 20th behind it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
