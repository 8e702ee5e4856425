/** Finds what the engine stands on and comes with: the Rowcast extension, ONNX Runtime's library, the samples. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RowcastError } from '../../contract/index.ts';

const extensionFile = join('build', 'native', 'rowcast.duckdb_extension');
const providerTrial = join('dist', 'rowcast', 'provider-trial.js');
const sampleTable = join('models', 'data', 'flights.parquet');

const runtimeFiles: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'libonnxruntime.so.1',
  darwin: 'libonnxruntime.1.dylib',
  win32: 'onnxruntime.dll',
};

/** Native files of a packaged app lie beside the archive, not in it. */
function unpacked(path: string): string {
  return path.replace(/([\\/])app\.asar([\\/])/, '$1app.asar.unpacked$2');
}

/** Folder of the sample table and models, or undefined where they are not installed. */
export function locateSamples(): string | undefined {
  const table = nearestAbove(sampleTable);
  return table === undefined ? undefined : dirname(dirname(table));
}

function nearestAbove(file: string): string | undefined {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidate = unpacked(join(folder, file));
    if (existsSync(candidate)) return candidate;
    const parent = dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}

/** What tries providers in a process of its own; undefined where it was not built, as in the desktop app. */
export function locateProviderTrial(): string | undefined {
  return nearestAbove(providerTrial);
}

/** Path of `rowcast.duckdb_extension`: `ROWCAST_EXTENSION`, or the nearest `build/native` above this file. */
export function locateExtension(): string {
  const said = process.env['ROWCAST_EXTENSION'];
  if (said !== undefined && !existsSync(said)) {
    throw new RowcastError(
      'EXTENSION_UNAVAILABLE',
      `ROWCAST_EXTENSION names "${said}", and no file is there.`,
      'Correct it, or leave it out: Rowcast brings its extension along.',
    );
  }
  const path = said ?? nearestAbove(extensionFile);
  if (path !== undefined) return path;
  throw new RowcastError(
    'EXTENSION_UNAVAILABLE',
    `Rowcast's native extension was not found (${extensionFile}).`,
    'Run `npm run build`, or set ROWCAST_EXTENSION to the file.',
  );
}

/** Path of ONNX Runtime's shared library: `ROWCAST_ONNXRUNTIME`, or the one onnxruntime-node ships. */
export function locateRuntime(): string {
  const said = process.env['ROWCAST_ONNXRUNTIME'];
  if (said !== undefined) return said;
  const file = runtimeFiles[process.platform];
  if (file !== undefined) {
    const entry = createRequire(import.meta.url).resolve('onnxruntime-node');
    const folder = join(dirname(dirname(entry)), 'bin', 'napi-v6', process.platform, process.arch);
    const candidate = unpacked(join(folder, file));
    if (existsSync(candidate)) return candidate;
  }
  throw new RowcastError(
    'RUNTIME_NOT_LOADABLE',
    `ONNX Runtime has no library for ${process.platform} ${process.arch} in the onnxruntime-node package.`,
    'Set ROWCAST_ONNXRUNTIME to the path of an ONNX Runtime shared library, version 1.24 or later.',
  );
}
