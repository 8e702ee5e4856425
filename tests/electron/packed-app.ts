/** Packs the app as `npm run dist` does, around a stand-in for Electron's files, and lays it out so that plain Node can run it. */
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inRepository } from '../engine/repository.ts';
import { start } from '../support/rowcast-command.ts';
import { readArchive, type ArchivedFile } from './asar-archive.ts';

export interface PackedApp {
  /** Folder of the packed app. */
  folder: string;
  executable: string;
  archive: string;
  files: ArchivedFile[];
}

/** Fuses in the order in which they stand in Electron's binary, with their state as it is delivered. */
const delivered = {
  runAsNode: true,
  cookieEncryption: false,
  nodeOptions: true,
  nodeInspect: true,
  asarIntegrity: false,
  onlyAsar: false,
  browserSnapshot: false,
  fileProtocolPrivileges: true,
};
type Fuses = Record<keyof typeof delivered, boolean>;
/** The text by which the binary's fuses are found; the version of their list and its length follow. */
const fuseMark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

export async function packApp(folder: string): Promise<PackedApp> {
  const distribution = standIn(join(folder, 'electron'));
  const output = join(folder, 'package');
  const said = { electronDist: distribution, 'directories.output': output };
  const words = Object.entries(said).map(([key, value]) => `--config.${key}=${value}`);
  const builder = inRepository('node_modules/electron-builder/cli.js');
  const packing = start(process.execPath, [builder, '--linux', 'dir', ...words], inRepository('.'));
  const { exit, stdout, stderr } = await packing.ended;
  if (exit !== 0) throw new Error(`electron-builder failed:\n${stdout}\n${stderr}`);
  const packed = join(output, process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`);
  const archive = join(packed, 'resources', 'app.asar');
  return { folder: packed, executable: join(packed, 'rowcast-desktop'), archive, files: readArchive(archive) };
}

/** A folder with what electron-builder needs of Electron's own: a binary that has fuses and does nothing. */
function standIn(folder: string): string {
  const { version } = JSON.parse(readFileSync(inRepository('node_modules/electron/package.json'), 'utf8')) as {
    version: string;
  };
  const states = Object.values(delivered).map((on) => (on ? '1' : '0'));
  mkdirSync(join(folder, 'locales'), { recursive: true });
  const binary = Buffer.concat([Buffer.from(fuseMark), Buffer.from([1, states.length]), Buffer.from(states.join(''))]);
  writeFileSync(join(folder, 'electron'), binary, { mode: 0o755 });
  writeFileSync(join(folder, 'version'), version);
  for (const language of ['de', 'en-US']) writeFileSync(join(folder, 'locales', `${language}.pak`), '');
  return folder;
}

/** State of each fuse in the packed executable. */
export function fusesOf(executable: string): Fuses {
  const binary = readFileSync(executable, 'latin1');
  const at = binary.indexOf(fuseMark) + fuseMark.length + 2;
  const names = Object.keys(delivered) as (keyof Fuses)[];
  return Object.fromEntries(names.map((name, index) => [name, binary[at + index] === '1'])) as Fuses;
}

/**
 * Writes the archive out as a folder of the same name, beside the same unpacked files, for a Node that cannot look into archives.
 * As in Electron, loading a native module is led to the unpacked file; every other path must be found by the app.
 */
export function layOut({ archive, files }: PackedApp, folder: string): string {
  const app = join(folder, 'app.asar');
  cpSync(`${archive}.unpacked`, `${app}.unpacked`, { recursive: true });
  for (const { path, content } of files) {
    const file = join(app, path);
    mkdirSync(dirname(file), { recursive: true });
    if (content !== null) writeFileSync(file, content);
    else if (path.endsWith('.node')) symlinkSync(join(`${app}.unpacked`, path), file);
  }
  return app;
}
