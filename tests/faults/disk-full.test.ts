/** An output that finds no room is not written at all, in every format. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { freshFolder, lastingFolder } from '../engine/fresh-folder.ts';
import { fixtureModel } from '../engine/repository.ts';
import { useTables } from '../engine/use-tables.ts';
import { folderState } from '../support/folder-state.ts';
import { incompressible } from '../support/large-table.ts';
import { launcher, rowcast, start } from '../support/rowcast-command.ts';

const tables = useTables();
const shared = lastingFolder();
const formats = ['parquet', 'csv', 'csv.gz', 'tsv', 'ndjson', 'ndjson.gz', 'arrow'];
/** Far less than any of the outputs, far more than anything else that a run writes. */
const limitKiB = 1024;

beforeAll(() => incompressible(tables, join(shared.folder, 'table.parquet'), 100_000));
afterAll(shared.remove);

const full = (output: string) => ({
  exit: 2,
  signal: null,
  stdout: '',
  stderr: `rowcast: The output "${output}" was not written: its disk or the limit on file size is full. Nothing was left behind. [DESTINATION_FULL]\n  Make room, or name an output on another disk.\n`,
});

const words = (output: string) => [
  'score',
  'table.parquet',
  '--model',
  'm.onnx',
  '--features',
  'a,b,c',
  '-o',
  output,
  '--overwrite',
  '--quiet',
];

function workplace(): string {
  const folder = freshFolder();
  symlinkSync(join(shared.folder, 'table.parquet'), join(folder, 'table.parquet'));
  symlinkSync(fixtureModel('float-matrix'), join(folder, 'm.onnx'));
  return folder;
}

describe.skipIf(process.platform === 'win32')('a limit on file size', () => {
  it.each(formats)('.%s', async (extension) => {
    const folder = workplace();
    const output = `out.${extension}`;
    writeFileSync(join(folder, output), 'the old output\n');
    const before = folderState(folder);
    const limited = `ulimit -f ${limitKiB}; exec "$@"`;
    const run = start('bash', ['-c', limited, 'bash', process.execPath, launcher, ...words(output)], folder);
    expect(await run.ended).toEqual(full(output));
    expect(folderState(folder)).toEqual(before);
  });
});

describe('a full disk', () => {
  it.for(formats)('.%s', async (extension, context) => {
    const folder = workplace();
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    const refusal = mountSmallDisk(disk);
    if (refusal !== undefined) return context.skip(`no small disk can be mounted here: ${refusal}`);
    const output = `disk/out.${extension}`;
    writeFileSync(join(folder, output), 'the old output\n');
    const before = folderState(folder);
    expect(await rowcast(folder, ...words(output))).toEqual(full(output));
    expect(folderState(folder)).toEqual(before);
  });
});

/** Why it cannot be done, which needs root on Linux; undefined where it was done. */
function mountSmallDisk(path: string): string | undefined {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${limitKiB}k`, 'tmpfs', path], { stdio: 'pipe' });
  } catch (error) {
    return (error as Error).message.split('\n').slice(0, 2).join(' ');
  }
  onTestFinished(() => void execFileSync('umount', ['--lazy', path]));
  return undefined;
}
