// Builds the DuckDB extension into build/native/rowcast.duckdb_extension, unless it is newer than its sources.

import { spawnSync } from 'node:child_process';
import { mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stampExtension } from './stamp-extension.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const workspace = join(root, 'native');
const outputFolder = join(root, 'build', 'native');

/** Where the finished extension lies. */
export const extensionPath = join(outputFolder, 'rowcast.duckdb_extension');

/** A reason why the extension cannot be built here, in words for the person who tried. */
export class BuildError extends Error {}

/**
 * Builds the extension if any source is newer than it, and returns its path. Needs no Rust where nothing changed.
 * Throws a BuildError where Rust or a linker is missing or too old, or cargo fails.
 */
export async function buildNative() {
  if (await isFresh()) return extensionPath;
  const manifest = await readFile(join(workspace, 'Cargo.toml'), 'utf8');
  checkRust(manifestValue(manifest, 'rust-version'));
  checkLinker();
  const cargo = spawnSync('cargo', ['build', '--release', '--locked'], { cwd: workspace, stdio: 'inherit' });
  if (cargo.status !== 0) throw new BuildError('cargo could not build the extension; its own message is above.');
  await mkdir(outputFolder, { recursive: true });
  const part = `${extensionPath}.${process.pid}.part`;
  try {
    await stampExtension(await builtLibrary(), part, `v${manifestValue(manifest, 'version')}`);
    await rename(part, extensionPath);
  } finally {
    await rm(part, { force: true });
  }
  return extensionPath;
}

async function isFresh() {
  const built = await stat(extensionPath).catch(() => undefined);
  if (!built) return false;
  const scripts = ['build-native.mjs', 'stamp-extension.mjs'].map((name) => join(root, 'scripts', name));
  const sources = [...(await sourceFiles(workspace)), ...scripts];
  const times = await Promise.all(sources.map(async (path) => (await stat(path)).mtimeMs));
  return times.every((time) => time <= built.mtimeMs);
}

async function sourceFiles(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'target' ? [] : sourceFiles(path);
    return /\.(rs|toml|lock)$/.test(entry.name) ? [path] : [];
  });
  return (await Promise.all(nested)).flat();
}

function manifestValue(manifest, key) {
  return new RegExp(`^${key} = "([^"]+)"`, 'm').exec(manifest)?.[1];
}

function checkRust(needed) {
  const howTo = 'Get it from https://rustup.rs and run this again.';
  for (const tool of ['cargo', 'rustc']) {
    if (!version(tool)) throw new BuildError(`Building the extension needs Rust ${needed} or later, and ${tool} was not found. ${howTo}`);
  }
  const found = version('rustc');
  if (isOlder(found, needed)) {
    throw new BuildError(`Building the extension needs Rust ${needed} or later, and this is ${found}. Run \`rustup update\`.`);
  }
}

function version(tool) {
  const run = spawnSync(tool, ['--version'], { encoding: 'utf8', cwd: workspace });
  return run.status === 0 ? /\d+\.\d+(\.\d+)?/.exec(run.stdout)?.[0] : undefined;
}

function isOlder(found, needed) {
  const [a, b] = [found, needed].map((text) => text.split('.').map(Number));
  return a[0] !== b[0] ? a[0] < b[0] : a[1] < b[1];
}

function checkLinker() {
  // On Windows rustc finds Visual Studio's linker by itself, outside PATH, and says so when there is none.
  if (process.platform === 'win32') return;
  if (spawnSync('cc', ['--version']).status === 0) return;
  const howTo = process.platform === 'darwin' ? '`xcode-select --install`' : '`apt install gcc libc6-dev` or your system’s equivalent';
  throw new BuildError(`Building the extension needs a C compiler to link with, and cc was not found. Install one with ${howTo}.`);
}

async function builtLibrary() {
  const names = { linux: 'librowcast.so', darwin: 'librowcast.dylib', win32: 'rowcast.dll' };
  const target = process.env.CARGO_TARGET_DIR ?? join(workspace, 'target');
  return join(target, 'release', names[process.platform] ?? 'librowcast.so');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    console.log(await buildNative());
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
