/** Builds what is missing or older than its sources, and nothing else: `npm run build`. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMain, npmTool, root, run } from './toolchain.mjs';

const layers = ['contract', 'engine', 'cli'];
const stamp = join(root, 'dist', 'sources.sha256');

/** Throws an error whose message says what failed and what to do. */
export async function build() {
  requireNode();
  const { buildNative } = await import('./build-native.mjs');
  await buildNative();
  await buildTypeScript();
}

function requireNode() {
  const wanted = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node;
  const least = /\d+\.\d+\.\d+/.exec(wanted)[0];
  if (process.versions.node.localeCompare(least, 'en', { numeric: true }) >= 0) return;
  throw new Error(
    `Rowcast needs Node ${wanted}, and this is Node ${process.versions.node}. Install a newer Node and run this again.`,
  );
}

async function buildTypeScript() {
  const sources = fingerprint();
  const built = layers.every((layer) => existsSync(join(root, 'dist', layer, 'tsconfig.tsbuildinfo')));
  if (built && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;
  process.stderr.write('TypeScript: compiling contract, engine and cli … ');
  rmSync(stamp, { force: true });
  const { code, output, seconds } = await run(npmTool('tsc', ['--build', ...layers]));
  process.stderr.write(code === 0 ? `${seconds.toFixed(1)} s\n` : 'failed\n');
  if (code !== 0) throw new Error(`TypeScript did not compile. Correct these errors and run this again.\n${output}`);
  const { bundleCommandLine } = await import('./bundle.mjs');
  await bundleCommandLine();
  writeFileSync(stamp, sources);
}

/** Changes when a source is written, added or deleted; modification times alone would miss a deletion. */
function fingerprint() {
  const hash = createHash('sha256');
  const add = (file) => {
    const { mtimeMs, size } = statSync(join(root, file));
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  };
  for (const file of ['tsconfig.base.json', 'package-lock.json', 'scripts/bundle.mjs']) add(file);
  for (const layer of layers) {
    const files = readdirSync(join(root, layer), { recursive: true, withFileTypes: true });
    const sources = files.filter((file) => file.isFile() && /\.(?:ts|json)$/.test(file.name));
    for (const path of sources.map((file) => join(file.parentPath, file.name)).toSorted()) add(path.slice(root.length));
  }
  return hash.digest('hex');
}

if (isMain(import.meta.url)) {
  await build().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
