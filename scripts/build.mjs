/** Builds what is missing or older than its sources, and nothing else: `npm run build`. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isMain, npmTool, root, run } from './toolchain.mjs';

/**
 * What can be built by itself: folders of sources, what else it depends on, what must be there afterwards, and how it is made.
 * A part whose `entry` is not there yet is passed over.
 */
const parts = {
  'command line and server': {
    entry: 'cli/main.ts',
    folders: ['contract', 'engine', 'server', 'cli'],
    output: 'dist/rowcast/main.js',
    make: () => compile(['contract', 'engine', 'server', 'cli'], 'rowcast'),
  },
  'desktop shell': {
    entry: 'electron/main/main.ts',
    folders: ['contract', 'engine', 'electron'],
    output: 'dist/desktop/main.js',
    make: () => compile(['electron/engine-host', 'electron/main', 'electron/preload'], 'desktop'),
  },
  window: {
    entry: 'renderer/index.html',
    folders: ['contract', 'renderer'],
    output: 'dist/renderer/index.html',
    make: bundleWindow,
  },
};

/**
 * Throws an error whose message says what failed and what to do. `window: false` leaves out what the command line alone does not
 * need.
 */
export async function build({ window = true } = {}) {
  requireNode();
  const { buildNative } = await import('./build-native.mjs');
  await buildNative();
  const wanted = window ? Object.keys(parts) : ['command line and server'];
  for (const name of wanted) await buildPart(name, parts[name]);
}

function requireNode() {
  const wanted = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node;
  const least = /\d+\.\d+\.\d+/.exec(wanted)[0];
  if (process.versions.node.localeCompare(least, 'en', { numeric: true }) >= 0) return;
  throw new Error(
    `Rowcast needs Node ${wanted}, and this is Node ${process.versions.node}. Install a newer Node and run this again.`,
  );
}

async function buildPart(name, { entry, folders, output, make }) {
  if (!existsSync(join(root, entry))) return;
  const stamp = join(root, 'dist', 'stamps', `${name.replaceAll(' ', '-')}.sha256`);
  const sources = fingerprint(folders);
  if (existsSync(join(root, output)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;
  process.stderr.write(`Building the ${name} … `);
  rmSync(stamp, { force: true });
  const started = performance.now();
  try {
    await make();
  } catch (error) {
    process.stderr.write('failed\n');
    throw error;
  }
  process.stderr.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, sources);
}

/** Compiles layers, as far as they have sources, and bundles them. */
async function compile(layers, bundle) {
  const projects = layers.filter((layer) => sourcesIn(layer).some((file) => file.endsWith('.ts')));
  const { code, output } = await run(npmTool('tsc', ['--build', ...projects]));
  if (code !== 0) throw new Error(`TypeScript did not compile. Correct these errors and run this again.\n${output}`);
  const { bundleForNode } = await import('./bundle.mjs');
  await bundleForNode(bundle);
}

async function bundleWindow() {
  const words = [
    'build',
    'renderer',
    '--logLevel',
    'warn',
    '--outDir',
    join(root, 'dist', 'renderer'),
    '--emptyOutDir',
  ];
  const { code, output } = await run(npmTool('vite', words));
  if (code !== 0)
    throw new Error(`The window could not be bundled. Correct these errors and run this again.\n${output}`);
}

/** Changes when a source is written, added or deleted; modification times alone would miss a deletion. */
function fingerprint(folders) {
  const hash = createHash('sha256');
  const files = ['tsconfig.base.json', 'package-lock.json', 'scripts/build.mjs', 'scripts/bundle.mjs'];
  for (const file of [...files, ...folders.flatMap(sourcesIn)]) {
    const { mtimeMs, size } = statSync(join(root, file));
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
}

/** Files of a folder and the folders in it, by their paths from the repository's root, in order. */
function sourcesIn(folder) {
  const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name).slice(root.length))
    .toSorted();
}

if (isMain(import.meta.url)) {
  await build().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
