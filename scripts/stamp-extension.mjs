// Writes DuckDB's extension footer behind a shared library, which makes it a file that DuckDB can load.

import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';

const FIELD_BYTES = 32;
const SIGNATURE_BYTES = 256;
/** The stable C API that the extension is written against; every DuckDB from 1.2 on loads it. */
const API_VERSION = 'v1.2.0';

const PLATFORMS = {
  'linux-x64': 'linux_amd64',
  'linux-arm64': 'linux_arm64',
  'darwin-x64': 'osx_amd64',
  'darwin-arm64': 'osx_arm64',
  'win32-x64': 'windows_amd64',
  'win32-arm64': 'windows_arm64',
};

/** DuckDB's name for the machine this runs on, such as `linux_amd64`. Throws for one that DuckDB has none for. */
function duckdbPlatform() {
  const name = PLATFORMS[`${process.platform}-${process.arch}`];
  if (!name) throw new Error(`DuckDB has no extensions for ${process.platform} on ${process.arch}.`);
  const isMusl = process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime;
  return isMusl ? `${name}_musl` : name;
}

/** The 512 bytes that DuckDB reads from the end of the file: eight fields, and room for a signature. */
function extensionFooter(extensionVersion, platform) {
  const fields = ['', '', '', 'C_STRUCT', extensionVersion, API_VERSION, platform, '4'];
  const footer = Buffer.alloc(fields.length * FIELD_BYTES + SIGNATURE_BYTES);
  fields.forEach((field, index) => {
    if (Buffer.byteLength(field) > FIELD_BYTES) throw new Error(`"${field}" is too long for a footer field.`);
    footer.write(field, index * FIELD_BYTES, 'latin1');
  });
  return footer;
}

/** Copies the library at `input` to `output` with a footer behind it. */
export async function stampExtension(input, output, extensionVersion, platform = duckdbPlatform()) {
  const library = await readFile(input);
  await writeFile(output, Buffer.concat([library, extensionFooter(extensionVersion, platform)]));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [input, output, version, platform] = process.argv.slice(2);
  if (!version) {
    console.error('Usage: node scripts/stamp-extension.mjs <library> <output> <version> [platform]');
    process.exit(1);
  }
  await stampExtension(input, output, version, platform);
}
