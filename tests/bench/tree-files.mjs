/** The native files that are measured: the kernel as a C library, the extension, and ONNX Runtime's library. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../scripts/toolchain.mjs';

const libraryNames = {
  linux: (name) => `lib${name}.so`,
  darwin: (name) => `lib${name}.dylib`,
  win32: (name) => `${name}.dll`,
};
const runtimeNames = { linux: 'libonnxruntime.so.1', darwin: 'libonnxruntime.dylib', win32: 'onnxruntime.dll' };

/** Builds an example of the kernel as a C library where it is older than its sources; returns where it is. */
export function kernelLibrary(name) {
  const said = ['build', '--release', '--locked', '--quiet', '-p', 'rowcast-kernel', '--example', name];
  const { status } = spawnSync('cargo', said, { cwd: join(root, 'native'), stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('cargo could not build the kernel; its own message is above.');
  return join(root, 'native', 'target', 'release', 'examples', libraryNames[process.platform](name));
}

/** What is measured for scores. The extension is built before this runs. */
export function nativeFiles() {
  const { platform, arch } = process;
  return {
    kernel: kernelLibrary('trees_library'),
    extension: join(root, 'build', 'native', 'rowcast.duckdb_extension'),
    runtime: join(root, 'node_modules', 'onnxruntime-node', 'bin', 'napi-v6', platform, arch, runtimeNames[platform]),
  };
}
