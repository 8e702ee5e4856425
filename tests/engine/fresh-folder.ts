/** A temporary folder of its own for each test, gone when the test is over. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** To be called in the body of a test. */
export function freshFolder(): string {
  const { folder, remove } = lastingFolder();
  onTestFinished(remove);
  return folder;
}

/** For a whole file of tests; whoever makes it removes it. */
export function lastingFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'rowcast-test-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
