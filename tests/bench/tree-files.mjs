/** The native files that are measured: the kernel as a C library, the extension, and ONNX Runtime's library. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../scripts/toolchain.mjs';

const libraryNames = { linux: 'libtrees_library.so', darwin: 'libtrees_library.dylib', win32: 'trees_library.dll' };
const runtimeNames = { linux: 'libonnxruntime.so.1', darwin: 'libonnxruntime.dylib', win32: 'onnxruntime.dll' };

/** Builds the kernel's library where it is older than its sources. The extension is built before this runs. */
export function nativeFiles() {
  const said = ['build', '--release', '--locked', '--quiet', '-p', 'rowcast-kernel', '--example', 'trees_library'];
  const { status } = spawnSync('cargo', said, { cwd: join(root, 'native'), stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('cargo could not build the kernel; its own message is above.');
  const { platform, arch } = process;
  return {
    kernel: join(root, 'native', 'target', 'release', 'examples', libraryNames[platform]),
    extension: join(root, 'build', 'native', 'rowcast.duckdb_extension'),
    runtime: join(root, 'node_modules', 'onnxruntime-node', 'bin', 'napi-v6', platform, arch, runtimeNames[platform]),
  };
}
