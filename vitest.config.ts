/** How the tests run: few workers, since each of them starts DuckDB with threads of its own. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const built = ['dist/cli/tsconfig.tsbuildinfo', 'build/native/rowcast.duckdb_extension'];
const isBuilt = built.every((file) => existsSync(fileURLToPath(new URL(file, import.meta.url))));

// Other tools read this file too; only a test run needs the build.
if (process.env['VITEST'] && !isBuilt) {
  process.stderr.write('Rowcast is not built yet: run `npm run build` once (or `npm test`, which builds first).\n');
  process.exit(1);
}

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Only what hangs is to end by these: how long work takes is the machine's affair.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 120_000 } },
  },
});
