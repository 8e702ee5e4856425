/** The folder for what is dropped on the page: private, and gone with the app. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../engine/process/is-alive.ts';

const name = /^rowcast-app-(\d+)-/;

/** Readable by this user alone. Folders of apps that were killed are removed. */
export function makeUploadFolder(): string {
  for (const entry of readdirSync(tmpdir())) {
    const owner = name.exec(entry)?.[1];
    if (owner !== undefined && !isAlive(Number(owner))) removeQuietly(join(tmpdir(), entry));
  }
  return mkdtempSync(join(tmpdir(), `rowcast-app-${process.pid}-`));
}

/** Another user's folder stays. */
function removeQuietly(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Its own user will.
  }
}
