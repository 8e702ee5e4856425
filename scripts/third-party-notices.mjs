/** Collects the licences of the packages whose code is in the bundles, as these ask for wherever they are passed on. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './toolchain.mjs';

const bundles = ['dist/desktop', 'dist/renderer/assets'];
/** Packed as a library, without the licence of its package beside it. */
const asLibraries = [join(root, 'node_modules', 'onnxruntime-node')];

/** Writes one text with the licence of every package that the source maps of the bundles name. */
export function writeNotices(file) {
  const notices = packagesInBundles().map(noticeOf);
  writeFileSync(file, notices.join(`\n${'-'.repeat(80)}\n\n`));
}

/** Folders of packages, as `node_modules/zod`, in order. */
function packagesInBundles() {
  const maps = bundles.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.map'))
      .map((name) => join(root, folder, name)),
  );
  if (maps.length === 0) throw new Error('The bundles have no source maps. Run `npm run build` first.');
  const sources = maps.flatMap((map) =>
    JSON.parse(readFileSync(map, 'utf8')).sources.map((path) => join(dirname(map), path)),
  );
  const folders = sources.map((source) => /^.*node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(source)?.[0] ?? '');
  const packages = folders.filter((folder) => folder !== '' && existsSync(join(folder, 'package.json')));
  return [...new Set([...packages, ...asLibraries])].toSorted((a, b) => a.localeCompare(b, 'en'));
}

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder).filter((file) => /^(?:licen[cs]e|notice)/i.test(file));
  const said = texts.map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return `${name} ${version} (${license})\n\n${said.join('\n\n')}\n`;
}
