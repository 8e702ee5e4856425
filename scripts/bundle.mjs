/** Puts compiled layers into few files, which Node and Electron load in half the time of many. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './toolchain.mjs';

/** Packages with native files or of a size that only some runs need stay where npm put them. */
const external = [/^@duckdb\/node-bindings/, /^apache-arrow$/, /^onnxruntime-node$/, /^electron$/, /^open$/];

/** Folder under dist/ → bundles in it: names of their files with the compiled modules they begin with. */
const bundles = {
  rowcast: [
    {
      format: 'esm',
      input: {
        main: 'cli/main.js',
        server: 'server/main.js',
        'provider-trial': 'engine/model/provider-trial-process.js',
      },
    },
  ],
  desktop: [
    { format: 'esm', input: { main: 'electron/main/main.js' } },
    { format: 'esm', input: { 'engine-host': 'electron/engine-host/main.js' } },
    // A sandboxed preload script is CommonJS, and one file.
    { format: 'cjs', input: { preload: 'electron/preload/main.js' } },
  ],
};

/** Writes the bundles of a folder anew. */
export async function bundleForNode(name) {
  const folder = join(root, 'dist', name);
  rmSync(folder, { recursive: true, force: true });
  const present = bundles[name].map(({ format, input }) => ({ format, input: compiled(input) }));
  for (const { format, input } of present.filter((bundle) => Object.keys(bundle.input).length > 0)) {
    const bundle = await rolldown({ input, platform: 'node', external });
    const entryFileNames = format === 'cjs' ? '[name].cjs' : '[name].js';
    await bundle.write({ dir: folder, format, sourcemap: true, entryFileNames });
    await bundle.close();
  }
}

function compiled(input) {
  const paths = Object.entries(input).map(([name, file]) => [name, join(root, 'dist', file)]);
  return Object.fromEntries(paths.filter(([, path]) => existsSync(path)));
}
