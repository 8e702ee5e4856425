#!/usr/bin/env node
/**
 * Stands in for the Electron binary: runs an app's main process in this Node process and its window in a real Chromium.
 * Started as the binary is: `launch.mjs [--switches] <app folder> [words]`.
 */
import { readFileSync } from 'node:fs';
import inspector from 'node:inspector';
import Module, { createRequire, register } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const words = process.argv.slice(2);
const folder = resolve(words.find((word) => !word.startsWith('-')) ?? '.');
const { version } = createRequire(import.meta.url)('electron/package.json');

process.argv = [fileURLToPath(import.meta.url), ...words];
process.versions.electron = version;
process.type = 'browser';
if (words.some((word) => word.startsWith('--inspect'))) inspector.open(0, '127.0.0.1');

const double = await import('./electron.mjs');

// The app imports `electron`; Playwright requires it from the inspector's console.
register('./resolve-electron.mjs', import.meta.url);
/* oxlint-disable no-underscore-dangle -- Node has no other place to answer `require` from. */
const load = Module._load;
Module._load = function (request, ...rest) {
  return request === 'electron' ? double.electron : load.call(this, request, ...rest);
};

const { main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
await import(pathToFileURL(join(folder, main)).href);
await double.becomeReady({ debuggable: words.some((word) => word.startsWith('--remote-debugging-port')) });
