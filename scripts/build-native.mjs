// Builds the DuckDB extension into build/native/rowcast.duckdb_extension, unless its sources are as they were.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stampExtension } from './stamp-extension.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const workspace = join(root, 'native');
const outputFolder = join(root, 'build', 'native');
const extensionPath = join(outputFolder, 'rowcast.duckdb_extension');
const sourcesPath = join(outputFolder, 'sources.sha256');

/** A reason why the extension cannot be built here, in words for the person who tried. */
class BuildError extends Error {}

/**
 * Builds the extension if its sources have changed, and returns its path. Needs no Rust where they have not.
 * Throws an error that says what to do where Rust or a linker is missing or too old, or cargo fails.
 */
export async function buildNative() {
  // A package that ships the extension ships no sources.
  if (existsSync(extensionPath) && !existsSync(workspace)) return extensionPath;
  const sources = await fingerprint();
  const built = existsSync(extensionPath) ? await readFile(sourcesPath, 'utf8').catch(() => '') : '';
  if (built === sources) return extensionPath;
  const manifest = await readFile(join(workspace, 'Cargo.toml'), 'utf8');
  checkRust(manifestValue(manifest, 'rust-version'));
  checkLinker();
  const cargo = spawnSync('cargo', ['build', '--release', '--locked'], { cwd: workspace, stdio: 'inherit' });
  if (cargo.status !== 0) throw new BuildError('cargo could not build the extension; its own message is above.');
  await publish(`v${manifestValue(manifest, 'version')}`);
  await writeFile(sourcesPath, sources);
  return extensionPath;
}

async function publish(version) {
  await mkdir(outputFolder, { recursive: true });
  const part = `${extensionPath}.${process.pid}.part`;
  try {
    await stampExtension(builtLibrary(), part, version);
    await rename(part, extensionPath);
  } finally {
    await rm(part, { force: true });
  }
}

/** Hash of the machine's kind and of everything that goes into the file, by content: a checkout changes times only. */
async function fingerprint() {
  const scripts = ['build-native.mjs', 'stamp-extension.mjs'].map((name) => join(root, 'scripts', name));
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const path of [...(await sourceFiles(workspace)), ...scripts]) {
    const name = relative(root, path).replaceAll('\\', '/');
    hash.update(`${name}\0`).update(await readFile(path));
  }
  return hash.digest('hex');
}

async function sourceFiles(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ['target', 'tests', 'benches'].includes(entry.name) ? [] : sourceFiles(path);
    return /\.(?:rs|toml|lock)$/.test(entry.name) ? [path] : [];
  });
  return (await Promise.all(nested)).flat().toSorted((a, b) => (a < b ? -1 : 1));
}

function manifestValue(manifest, key) {
  return new RegExp(`^${key} = "([^"]+)"`, 'm').exec(manifest)?.[1];
}

function checkRust(needed) {
  const need = `Building the extension needs Rust ${needed} or later`;
  for (const tool of ['cargo', 'rustc']) {
    if (!toolVersion(tool)) {
      throw new BuildError(`${need}, and ${tool} was not found. Get it from https://rustup.rs and run this again.`);
    }
  }
  const found = toolVersion('rustc');
  if (found.localeCompare(needed, 'en', { numeric: true }) < 0) {
    throw new BuildError(`${need}, and this is ${found}. Run \`rustup update\` and then this again.`);
  }
}

function toolVersion(tool) {
  const { status, stdout } = spawnSync(tool, ['--version'], { encoding: 'utf8', cwd: workspace });
  return status === 0 ? /\d+\.\d+\.\d+/.exec(stdout)?.[0] : undefined;
}

function checkLinker() {
  // On Windows rustc finds Visual Studio's linker by itself, outside PATH, and says so when there is none.
  if (process.platform === 'win32' || spawnSync('cc', ['--version']).status === 0) return;
  const howTo = process.platform === 'darwin' ? 'xcode-select --install' : 'apt install gcc libc6-dev';
  throw new BuildError(
    `Building the extension needs a C compiler to link with, and cc was not found. Install one, ` +
      `with \`${howTo}\` or what your system has for it, and run this again.`,
  );
}

function builtLibrary() {
  const file = { darwin: 'librowcast.dylib', win32: 'rowcast.dll' }[process.platform] ?? 'librowcast.so';
  return join(process.env.CARGO_TARGET_DIR ?? join(workspace, 'target'), 'release', file);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    console.log(await buildNative());
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
