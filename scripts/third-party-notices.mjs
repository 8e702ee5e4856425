/** Collects the licences of the packages and crates whose code is passed on, as these ask for wherever it is. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './toolchain.mjs';

const bundles = ['dist/desktop', 'dist/renderer/assets'];
/** Packed as a library, without the licence of its package beside it. */
const asLibraries = [join(root, 'node_modules', 'onnxruntime-node')];

/** Writes one text with the licence of every package that the source maps of the bundles name, and of every crate in the extension. */
export function writeNotices(file) {
  const notices = [...packagesInBundles().map(noticeOfPackage), ...cratesInExtension().map(noticeOfCrate)];
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

function noticeOfPackage(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return noticeOf({ name, version, license, folder });
}

/** What cargo tells of the crates of other people that are linked into the extension, in the order of their names. */
function cratesInExtension() {
  const { packages, resolve } = cargoMetadata();
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const linked = new Set();
  const link = (id) => {
    if (linked.has(id)) return;
    linked.add(id);
    const isLinked = ({ dep_kinds: kinds }) => kinds.some(({ kind }) => kind === null);
    for (const { pkg } of nodes.get(id).deps.filter(isLinked)) link(pkg);
  };
  link(packages.find(({ name }) => name === 'rowcast-extension').id);
  const crates = packages.filter(({ id, source }) => source !== null && linked.has(id));
  return crates.toSorted((a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en'));
}

function cargoMetadata() {
  const workspace = join(root, 'native');
  const ask = (tool, words) => spawnSync(tool, words, { cwd: workspace, encoding: 'utf8', maxBuffer: 64 << 20 });
  const host = /^host: (\S+)$/m.exec(ask('rustc', ['-vV']).stdout ?? '')?.[1] ?? '';
  const told = ask('cargo', ['metadata', '--format-version', '1', '--locked', '--filter-platform', host]);
  if (told.status !== 0) throw new Error(`cargo does not tell the crates of the extension. ${told.stderr ?? ''}`);
  return JSON.parse(told.stdout);
}

function noticeOfCrate({ name, version, license, manifest_path: manifest }) {
  return noticeOf({ name, version, license, folder: dirname(manifest) });
}

function noticeOf({ name, version, license, folder }) {
  const texts = readdirSync(folder).filter((file) => /^(?:licen[cs]e|notice|copying)/i.test(file));
  const said = texts.map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return `${name} ${version} (${license})\n\n${said.join('\n\n')}\n`;
}
