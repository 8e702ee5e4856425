/** What is said where the extension's file is missing, or is no extension. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { openEngine } from '../../engine/engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'rowcast-extension-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

it('says that no file is there', async () => {
  const path = join(folder, 'missing.duckdb_extension');
  vi.stubEnv('ROWCAST_EXTENSION', path);
  await expect(openEngine()).rejects.toMatchObject({
    code: 'EXTENSION_UNAVAILABLE',
    message: `ROWCAST_EXTENSION names "${path}", and no file is there.`,
    hint: 'Correct it, or leave it out: Rowcast brings its extension along.',
  });
});

it('says that a file is no extension', async () => {
  const path = join(folder, 'empty.duckdb_extension');
  writeFileSync(path, '');
  vi.stubEnv('ROWCAST_EXTENSION', path);
  const why = `File '${path}' is not a DuckDB extension. Valid DuckDB extensions must be at least 512 bytes`;
  await expect(openEngine()).rejects.toMatchObject({
    code: 'EXTENSION_UNAVAILABLE',
    message: `Rowcast's native extension could not be loaded from "${path}": ${why}`,
    hint: 'Run `npm run build`, or set ROWCAST_EXTENSION to a file that was built for this system.',
  });
});
