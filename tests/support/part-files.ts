/** Finds the hidden files in which an output grows. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export function partFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.part'));
}

/** Waits until a run has begun to write. */
export async function untilWriting(folder: string): Promise<void> {
  for (;;) {
    if (partFiles(folder).some((name) => (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0) > 0))
      return;
    await sleep(5);
  }
}
