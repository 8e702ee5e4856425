/** What is said where the extension's file is missing, or is no extension. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { openEngine } from '../../engine/engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'rowcast-extension-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

const hint = 'Run `npm run build`, or set ROWCAST_EXTENSION to a file that was built for this system.';

it.each([
  ['missing.duckdb_extension', null, (path: string) => `Extension "${path}" not found.`],
  [
    'empty.duckdb_extension',
    '',
    (path: string) => `File '${path}' is not a DuckDB extension. Valid DuckDB extensions must be at least 512 bytes`,
  ],
])('with %s', async (name, content, why) => {
  const path = join(folder, name);
  if (content !== null) writeFileSync(path, content);
  vi.stubEnv('ROWCAST_EXTENSION', path);
  const fault = { code: 'EXTENSION_UNAVAILABLE', hint };
  const message = `Rowcast's native extension could not be loaded from "${path}": ${why(path)}`;
  await expect(openEngine()).rejects.toMatchObject({ ...fault, message });
});
