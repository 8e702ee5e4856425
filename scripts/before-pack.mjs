/** Before electron-builder packs: stops it where the native files here are for another system or processor, and writes the notices. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeNotices } from './third-party-notices.mjs';
import { root } from './toolchain.mjs';

const file = join(root, 'build', 'native', 'rowcast.duckdb_extension');
/** electron-builder numbers processors. */
const processors = { 1: 'amd64', 3: 'arm64' };
const systems = { darwin: 'osx', linux: 'linux', win32: 'windows' };

/** A hook of electron-builder. */
export function beforePack({ electronPlatformName, arch }) {
  checkExtension(electronPlatformName, arch);
  writeNotices(join(root, 'build', 'third-party-notices.txt'));
}

/** Throws an error that says what was expected and found. */
function checkExtension(electronPlatformName, arch) {
  const wanted = `${systems[electronPlatformName]}_${processors[arch]}`;
  const found = platformOf(readFileSync(file));
  if (found.replace(/_musl$/, '') === wanted) return;
  throw new Error(
    `The package is for ${wanted}, and build/native/rowcast.duckdb_extension is for ${found}. Pack on that system and processor.`,
  );
}

/** DuckDB's name of the platform an extension was built for, from the footer that scripts/stamp-extension.mjs writes. */
function platformOf(extension) {
  const footerBytes = 512;
  const at = extension.length - footerBytes + 6 * 32;
  return extension.toString('latin1', at, at + 32).replace(/\0+$/, '');
}
