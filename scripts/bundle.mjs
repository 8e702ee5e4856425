/** Puts the compiled command line into few files, which Node loads in half the time of many. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './toolchain.mjs';

/** Packages with native files or of a size that only some runs need stay where npm put them. */
const external = [/^@duckdb\//, /^apache-arrow$/, /^onnxruntime-node$/];

export async function bundleCommandLine() {
  const folder = join(root, 'dist', 'rowcast');
  rmSync(folder, { recursive: true, force: true });
  const bundle = await rolldown({ input: join(root, 'dist', 'cli', 'main.js'), platform: 'node', external });
  await bundle.write({ dir: folder, format: 'esm', sourcemap: true });
  await bundle.close();
}
