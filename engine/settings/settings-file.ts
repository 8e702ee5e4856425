/** Settings as a file that a person may read and change too. */
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { RowcastError, Settings } from '../../contract/index.ts';
import { makeHomeFolder } from '../home/folder.ts';

/**
 * What the file says, with the default for what it does not say or says wrongly.
 * Fails with SETTINGS_UNREADABLE where it cannot be read or is no JSON object; a file that is not there says nothing.
 */
export function readSettings(path: string): Settings {
  const said = parse(path, textOf(path));
  const entries = Object.entries(Settings.shape).flatMap(([key, schema]) => {
    const result = schema.safeParse(said[key]);
    return result.success && result.data !== undefined ? [[key, result.data] as const] : [];
  });
  return Settings.parse(Object.fromEntries(entries));
}

/** Replaces the file in one step. */
export function writeSettings(path: string, settings: Settings): void {
  const part = `${path}.${process.pid}-${randomBytes(3).toString('hex')}.part`;
  try {
    makeHomeFolder(dirname(path));
    const file = openSync(part, 'wx', 0o600);
    try {
      writeFileSync(file, `${JSON.stringify(settings, null, 2)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw new RowcastError(
      'SETTINGS_UNREADABLE',
      `The settings "${path}" could not be written: ${codeOf(error)}.`,
      'Check the rights on its folder and the room on its disk.',
      { cause: error },
    );
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return '{}';
    throw unreadable(path, `could not be read: ${codeOf(error)}`, error);
  }
}

function parse(path: string, text: string): Record<string, unknown> {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch (error) {
    throw unreadable(path, `are not JSON: ${(error as Error).message}`, error);
  }
  if (typeof said === 'object' && said !== null && !Array.isArray(said)) return said as Record<string, unknown>;
  throw unreadable(path, `are not a JSON object: found ${JSON.stringify(said).slice(0, 40)}`, undefined);
}

function unreadable(path: string, why: string, cause: unknown): RowcastError {
  return new RowcastError(
    'SETTINGS_UNREADABLE',
    `The settings in "${path}" ${why}. Defaults hold meanwhile.`,
    'Correct the file, or delete it to begin with the defaults; saving settings replaces it.',
    { cause },
  );
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown reason';
}
