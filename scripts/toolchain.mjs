/** Where the build's tools lie and how the scripts run them. */
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const entries = {
  'electron-builder': 'electron-builder/cli.js',
  knip: 'knip/bin/knip.js',
  oxfmt: 'oxfmt/bin/oxfmt',
  oxlint: 'oxlint/bin/oxlint',
  playwright: '@playwright/test/cli.js',
  tsc: 'typescript/bin/tsc',
  vite: 'vite/bin/vite.js',
  vitest: 'vitest/vitest.mjs',
};

/** The command line that runs an npm tool with this Node: no shell and no `.cmd` file, so it is the same on Windows. */
export function npmTool(name, args) {
  const entry = join(root, 'node_modules', entries[name]);
  if (!existsSync(entry)) throw new Error(`${name} is not installed (expected at ${entry}). Run \`npm ci\` first.`);
  return [process.execPath, [entry, ...args]];
}

/**
 * Runs a command to its end. Resolves to its exit code (1 where it was killed or could not start), what it wrote,
 * and its time in seconds; `show` also passes the output on, `inherit` hands over the screen and captures nothing.
 */
export function run([command, args], { cwd = root, env = {}, show = false, inherit = false } = {}) {
  const started = performance.now();
  const stdio = inherit ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'];
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio });
  let output = '';
  const collect = (stream, screen) =>
    stream?.on('data', (chunk) => {
      output += chunk;
      if (show) screen.write(chunk);
    });
  collect(child.stdout, process.stdout);
  collect(child.stderr, process.stderr);
  return new Promise((resolve) => {
    const finish = (code) => resolve({ code, output, seconds: (performance.now() - started) / 1000 });
    child.on('error', (error) => {
      output += `${command} could not be started: ${error.message}\n`;
      finish(1);
    });
    child.on('close', (code, signal) => {
      if (signal) output += `${command} was ended by ${signal}.\n`;
      finish(code ?? 1);
    });
  });
}

/** The ONNX Runtime library inside the npm package, the one that the product itself loads. */
export function onnxRuntimeLibrary() {
  const file =
    { darwin: 'libonnxruntime.1.dylib', win32: 'onnxruntime.dll' }[process.platform] ?? 'libonnxruntime.so.1';
  return join(root, 'node_modules/onnxruntime-node/bin/napi-v6', process.platform, process.arch, file);
}

/** True where `url` belongs to the script that Node was started with, so that a module can also be a command. */
export function isMain(url) {
  return process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(url);
}
