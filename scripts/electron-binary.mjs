/** Finds Electron's binary without asking its package for it, which would start a download. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './toolchain.mjs';

const folder = join(root, 'node_modules', 'electron');
const executables = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
const executable = executables[process.platform] ?? 'electron';

/** The one command that gets the binary, from GitHub. */
export const howToGetElectron = 'npx install-electron';

/** Path of the binary; undefined where there is none. */
export function findElectron() {
  const found = findElectronFolder();
  return found === undefined ? undefined : join(found, executable);
}

/** Folder of Electron's own files: the one that `ELECTRON_OVERRIDE_DIST_PATH` names, or the one that was downloaded. */
export function findElectronFolder() {
  const said = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const candidate = said || (isDownloaded() ? join(folder, 'dist') : undefined);
  return candidate !== undefined && existsSync(join(candidate, executable)) ? candidate : undefined;
}

/** A download that was cut short, or is of another version, is none. */
function isDownloaded() {
  const read = (...path) => {
    const file = join(folder, ...path);
    return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
  };
  const { version } = JSON.parse(read('package.json') ?? '{}');
  return read('path.txt') === executable && read('dist', 'version')?.replace(/^v/, '') === version;
}
