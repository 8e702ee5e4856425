/** However a run ends, the output is the whole new file or the old one. */
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { constantFrom, integer, noBias, sample, tuple } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshFolder, lastingFolder } from '../engine/fresh-folder.ts';
import { useTables } from '../engine/use-tables.ts';
import { sha256 } from '../support/folder-state.ts';
import { lateModel, manyFlights } from '../support/large-table.ts';
import { partFiles, untilWriting } from '../support/part-files.ts';
import { rowcast, startRowcast } from '../support/rowcast-command.ts';

const tables = useTables();
const shared = lastingFolder();
const large = join(shared.folder, 'large.parquet');
const medium = join(shared.folder, 'medium.parquet');
const old = 'the old output\n';

beforeAll(async () => {
  await manyFlights(tables, large, 74);
  await manyFlights(tables, medium, 10);
});
afterAll(shared.remove);

/** A folder with the table under a short name, so that messages do not hold the folder's name, and an old output. */
function workplace(table: string): string {
  const folder = freshFolder();
  symlinkSync(table, join(folder, 'table.parquet'));
  writeFileSync(join(folder, 'scored.parquet'), old);
  return folder;
}

const command = ['score', 'table.parquet', '--model', lateModel, '-o', 'scored.parquet', '--overwrite', '--quiet'];
const output = (folder: string) => readFileSync(join(folder, 'scored.parquet'), 'latin1');

it('a killed run leaves the old output, and the next one removes what was left of it', async () => {
  const folder = workplace(large);
  const run = startRowcast(folder, command);
  await untilWriting(folder);
  run.child.kill('SIGKILL');
  expect(await run.ended).toMatchObject({ exit: null, signal: 'SIGKILL' });
  expect(output(folder)).toBe(old);
  expect(partFiles(folder)).toHaveLength(1);

  const next = await rowcast(folder, ...command, '--where', 'hour = 6');
  expect(next).toMatchObject({ exit: 0, stdout: '', stderr: '' });
  expect(readdirSync(folder).toSorted()).toEqual(['scored.parquet', 'table.parquet']);
  expect(await tables.cell(`SELECT count(*) > 0 FROM '${join(folder, 'scored.parquet')}'`)).toBe(true);
});

describe.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s', (signal) => {
  it('ends a run, says so, and leaves nothing behind', async () => {
    const folder = workplace(large);
    const run = startRowcast(folder, command);
    await untilWriting(folder);
    run.child.kill(signal);
    expect(await run.ended).toEqual({
      exit: 130,
      signal: null,
      stdout: '',
      stderr:
        'rowcast: The run was cancelled; "scored.parquet" is as it was and nothing was left behind. [CANCELLED]\n  Run the same command again to start over.\n',
    });
    expect(output(folder)).toBe(old);
    expect(partFiles(folder)).toEqual([]);
  });
});

it.each(['csv', 'csv.gz', 'ndjson', 'arrow'])('a cancelled run to .%s writes no output', async (extension) => {
  const folder = workplace(large);
  const run = startRowcast(folder, [...command.slice(0, 5), `new.${extension}`, '--quiet']);
  await untilWriting(folder);
  run.child.kill('SIGINT');
  const ended = await run.ended;
  expect(ended.exit).toBe(130);
  expect(ended.stderr).toContain(`"new.${extension}" was not written and nothing was left behind. [CANCELLED]`);
  expect(readdirSync(folder).toSorted()).toEqual(['scored.parquet', 'table.parquet']);
});

describe('interrupted at any moment, the output is the old one or the whole new one', () => {
  let whole = '';
  beforeAll(async () => {
    const { folder, remove } = lastingFolder();
    symlinkSync(medium, join(folder, 'table.parquet'));
    expect(await rowcast(folder, ...command)).toMatchObject({ exit: 0 });
    whole = sha256(join(folder, 'scored.parquet'));
    remove();
  });

  const moments = tuple(constantFrom('SIGINT', 'SIGTERM', 'SIGKILL'), noBias(integer({ min: 0, max: 1500 })));
  it.each(sample(moments, { numRuns: 10, seed: Date.now() }))('%s after %i ms', async (signal, delayMs) => {
    const folder = workplace(medium);
    const run = startRowcast(folder, command);
    await Promise.race([sleep(delayMs), run.ended]);
    run.child.kill(signal);
    const ended = await run.ended;
    const isOld = output(folder) === old;
    if (!isOld) expect(sha256(join(folder, 'scored.parquet'))).toBe(whole);
    if (ended.exit === 0) expect(isOld).toBe(false);
    if (ended.exit === 130) expect(isOld).toBe(true);
    expect(ended.exit ?? ended.signal).toBeOneOf([0, 130, signal]);
    // Before it listens and after it is done, a run ends by the signal itself and has no part yet or any more.
    if (signal !== 'SIGKILL') expect(partFiles(folder)).toEqual([]);
  });
});

it('of two runs to one new output, one writes it whole and the other says that it is there', async () => {
  const folder = workplace(medium);
  const words = [...command.slice(0, 5), 'new.parquet', '--quiet'];
  const both = await Promise.all([rowcast(folder, ...words), rowcast(folder, ...words)]);
  expect(both.map((ended) => String(ended.exit)).toSorted()).toEqual(['0', '2']);
  expect(both.find((ended) => ended.exit === 2)?.stderr).toBe(
    'rowcast: The output "new.parquet" is there already and was left as it is. [DESTINATION_EXISTS]\n  Pass --overwrite to replace it, or name another file.\n',
  );
  expect(readdirSync(folder).toSorted()).toEqual(['new.parquet', 'scored.parquet', 'table.parquet']);
  expect(await tables.cell(`SELECT count(*) FROM '${join(folder, 'new.parquet')}'`)).toBe(272_680n);
});
