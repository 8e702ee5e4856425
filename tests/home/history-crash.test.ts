/** The history survives killed processes, other processes that write, and damage to its file. */
import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { integer, noBias, sample } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Job } from '../../contract/index.ts';
import { openEngine } from '../../engine/engine.ts';
import { Home } from '../../engine/home/home.ts';
import { freshFolder, lastingFolder } from '../engine/fresh-folder.ts';
import { inRepository } from '../engine/repository.ts';
import { faultOf } from '../engine/scoring.ts';
import { useTables } from '../engine/use-tables.ts';
import { lateModel, manyFlights } from '../support/large-table.ts';
import { partFiles, untilWriting } from '../support/part-files.ts';
import { start, type Started } from '../support/rowcast-command.ts';
import { engineAt, eventsOf, flightsJob } from './engine-at-home.ts';

const tables = useTables();
const shared = lastingFolder();
const large = join(shared.folder, 'large.parquet');
beforeAll(() => manyFlights(tables, large, 40));
afterAll(shared.remove);

const writer = (home: string, count: number) => startNode('history-writer.mjs', home, String(count));

function startNode(worker: string, ...words: string[]): Started {
  const started = start(process.execPath, [inRepository(`tests/home/${worker}`), ...words], inRepository(''));
  onTestFinished(() => void started.child.kill('SIGKILL'));
  return started;
}

function homeAt(folder: string): Home {
  const home = new Home(folder);
  onTestFinished(() => home.close());
  return home;
}

const longJob = (folder: string) =>
  flightsJob(join(folder, 'out.parquet'), { source: { paths: [large] }, models: [{ path: lateModel }] });
const lines = (text: string) => text.split('\n').filter((line) => line !== '');
const historyFile = (folder: string) => join(folder, 'history.duckdb');

it('a run whose process was killed is known as interrupted', async () => {
  const folder = freshFolder();
  const home = join(folder, 'home');
  const job = longJob(folder);
  const engine = await engineAt(home);
  const run = startNode('run-worker.mjs', home, JSON.stringify(job));
  await untilWriting(folder);
  expect(await engine.methods.history.list({})).toMatchObject([{ state: 'running', ended: null }]);
  run.child.kill('SIGKILL');
  await run.ended;
  const [record] = await engine.methods.history.list({});
  expect(record).toMatchObject({ state: 'interrupted', ended: null, receipt: null });
  expect(record?.fault).toEqual({
    code: 'ENGINE_STOPPED',
    message: `The engine ended while it scored. Nothing was written to "${job.destination.path}", and a file that was there is as it was.`,
    hint: 'Try again; where it ends again, try each model alone.',
  });
  expect(readdirSync(folder)).toEqual(['home']);
});

it.each([
  ['a file that was not there before', false],
  ['a file that changed since', true],
])('a killed run is not said to have written nothing where there is %s', async (_what, mayReplace) => {
  const folder = freshFolder();
  const home = join(folder, 'home');
  const destination = { path: join(folder, 'out.parquet'), overwrite: mayReplace };
  if (mayReplace) {
    writeFileSync(destination.path, 'old');
    utimesSync(destination.path, 1, 1);
  }
  const run = startNode('run-worker.mjs', home, JSON.stringify({ ...longJob(folder), destination }));
  await untilWriting(folder);
  run.child.kill('SIGKILL');
  await run.ended;
  // As where it had put its output in place and died before it could say so.
  writeFileSync(destination.path, 'new');
  const engine = await engineAt(home);
  const [record] = await engine.methods.history.list({});
  expect(record?.fault?.message).toBe(
    `The engine ended before it said how the run went. "${destination.path}" may have been written: it changed after the run began, or its folder cannot be read.`,
  );
  expect(readdirSync(folder).toSorted()).toEqual(['home', 'out.parquet']);
});

it('an engine that takes over removes what the one before it was writing, unasked', async () => {
  const folder = freshFolder();
  const home = join(folder, 'home');
  const run = startNode('run-worker.mjs', home, JSON.stringify(longJob(folder)));
  await untilWriting(folder);
  run.child.kill('SIGKILL');
  await run.ended;
  expect(partFiles(folder)).toHaveLength(1);
  const engine = await openEngine({ home, restartedAfter: 'signal SIGKILL' });
  await engine.close();
  expect(partFiles(folder)).toEqual([]);
});

describe('killed at any moment', () => {
  const moments = sample(noBias(integer({ min: 0, max: 1500 })), { numRuns: 8, seed: Date.now() });
  it.each(moments)('after %i ms, the history opens and has all that it was said to have', async (delayMs) => {
    const folder = join(freshFolder(), 'home');
    // Killed twice, so that what the first left behind is there when the second begins.
    const told: string[] = [];
    for (const delay of [delayMs, 300 + delayMs / 2]) {
      const { child, ended } = writer(folder, 1000);
      await sleep(delay);
      child.kill('SIGKILL');
      told.push(...lines((await ended).stdout));
    }
    const home = homeAt(folder);
    const records = await home.history.list(1000);
    const finished = new Set(records.filter(({ state }) => state === 'finished').map(({ id }) => id));
    expect(told.filter((id) => !finished.has(id))).toEqual([]);
    expect(records.filter(({ state }) => state !== 'finished').length).toBeLessThanOrEqual(2);
    expect(home.notices()).toEqual([]);
    await home.close();
    expect(readdirSync(folder)).toEqual(['history.duckdb']);
  });
});

it('several processes write at once and none loses anything', async () => {
  const folder = join(freshFolder(), 'home');
  const writers = [writer(folder, 25), writer(folder, 25)];
  const home = homeAt(folder);
  const seen: number[] = [];
  const all = Promise.all(writers.map(({ ended }) => ended));
  for (let busy = true; busy; busy = await Promise.race([all.then(() => false), sleep(20, true)])) {
    seen.push((await home.history.list(1000)).length);
  }
  const told = (await all).flatMap(({ stdout, stderr, exit }) => {
    expect({ stderr, exit }).toEqual({ stderr: '', exit: 0 });
    return lines(stdout);
  });
  const records = await home.history.list(1000);
  expect(records.map(({ id }) => id).toSorted()).toEqual(told.toSorted());
  expect(records.every(({ state }) => state === 'finished')).toBe(true);
  expect(told).toHaveLength(50);
  // It was read between their writes, not only before or after.
  expect(seen.some((count) => count > 0 && count < 50)).toBe(true);
});

describe('a damaged file', () => {
  const damages: [string, (path: string) => void][] = [
    ['of another kind', (path) => writeFileSync(path, 'no database\n')],
    ['empty', (path) => truncateSync(path, 0)],
    ['cut off', (path) => truncateSync(path, 20_000)],
    ['overwritten', (path) => overwrite(path, 12_288, 4096)],
  ];

  it.each(damages)('%s: is moved aside, and a new history begins', async (_how, damage) => {
    const folder = freshFolder();
    const first = homeAt(folder);
    await first.history.begin(randomUUID(), Job.parse(flightsJob(join(folder, 'first.csv'))));
    await first.close();
    damage(historyFile(folder));
    const damaged = readFileSync(historyFile(folder));

    const engine = await engineAt(folder);
    const events = await eventsOf(engine, flightsJob(join(folder, 'out.csv')));
    expect(events.map(({ event }) => event)).toEqual(['started', 'planned', 'finished']);
    expect(await engine.methods.history.list({})).toMatchObject([{ state: 'finished' }]);
    const [aside] = readdirSync(folder).filter((name) => /^history\.damaged-\d{8}T\d{6}Z\.duckdb$/.test(name));
    expect(readFileSync(join(folder, aside ?? ''))).toEqual(damaged);
    const notices = await engine.methods.history.notices();
    expect(notices).toEqual([
      {
        code: 'HISTORY_UNREADABLE',
        message: expect.stringMatching(
          /^The history ".*history\.duckdb" is damaged \(.+\)\. It was moved to ".*" and a new one was begun\.$/,
        ) as string,
        hint: 'Earlier runs are in the moved file only; delete it if they do not matter.',
      },
    ]);
    expect(notices[0]?.message).toContain(aside);
  });
});

function overwrite(path: string, from: number, length: number): void {
  const bytes = readFileSync(path);
  bytes.fill(0xa5, from, from + length);
  writeFileSync(path, bytes);
}

describe('a history that cannot be used', () => {
  const runs = async (folder: string) => {
    const engine = await engineAt(folder);
    const events = await eventsOf(engine, flightsJob(join(freshFolder(), 'out.csv')));
    // It goes on without being recorded.
    expect(events.map(({ event }) => event)).toEqual(['started', 'planned', 'finished']);
    const fault = await faultOf(engine.methods.history.list({}));
    expect(await engine.methods.history.notices()).toContainEqual(fault.toFault());
    return fault.toFault();
  };

  it('is of a newer Rowcast and left as it is', async () => {
    const folder = freshFolder();
    const home = homeAt(folder);
    await home.history.list(1);
    await home.close();
    await tables.run(`ATTACH '${historyFile(folder)}' AS newer; UPDATE newer.format SET version = 2; DETACH newer`);
    expect(await runs(folder)).toEqual({
      code: 'HISTORY_UNREADABLE',
      message: 'The history was written by a newer Rowcast and was left as it is.',
      hint: 'Use the newer Rowcast, or name another folder in ROWCAST_HOME.',
    });
    expect(readdirSync(folder)).toEqual(['history.duckdb']);
  });

  it('stands where a folder does', async () => {
    const folder = freshFolder();
    mkdirSync(historyFile(folder));
    expect(await runs(folder)).toMatchObject({
      code: 'HISTORY_UNREADABLE',
      message: expect.stringMatching(/^The history ".*" could not be opened: .*Is a directory/) as string,
      hint: 'Check the rights on its folder and the room on its disk, or name another folder in ROWCAST_HOME.',
    });
  });

  it('is in a place where no folder can be', async () => {
    const file = join(freshFolder(), 'file');
    writeFileSync(file, '');
    expect(await runs(join(file, 'home'))).toMatchObject({
      code: 'HISTORY_UNREADABLE',
      message: expect.stringMatching(/^The history ".*" could not be opened: .*(ENOTDIR|EEXIST)/) as string,
    });
  });

  it('is held by another program for too long', async () => {
    const folder = freshFolder();
    const home = homeAt(folder);
    await home.history.list(1);
    await home.close();
    const holder = start(
      process.execPath,
      [
        '-e',
        `require('@duckdb/node-api').DuckDBInstance.create(process.argv[1]).then(() => { console.log('held'); setInterval(() => {}, 1000); })`,
        historyFile(folder),
      ],
      inRepository(''),
    );
    onTestFinished(() => void holder.child.kill('SIGKILL'));
    await new Promise((resolve) => holder.child.stdout?.once('data', resolve));
    const engine = await engineAt(folder);
    const events = await eventsOf(engine, flightsJob(join(freshFolder(), 'out.csv')));
    expect(events.map(({ event }) => event)).toEqual(['started', 'planned', 'finished']);
    const [notice] = await engine.methods.history.notices();
    expect(notice).toEqual({
      code: 'HISTORY_UNREADABLE',
      message: expect.stringMatching(
        /^The history ".*" is in use by another program: Could not set lock on file .* \(PID \d+\)\.$/,
      ) as string,
      hint: 'Close the program that has the file open.',
    });
    holder.child.kill('SIGKILL');
    await holder.ended;
    expect(await engine.methods.history.list({})).toEqual([]);
  });
});

it('leaves a file that came under the name meanwhile where it is', async () => {
  const folder = freshFolder();
  const home = homeAt(folder);
  await home.history.list(1);
  await home.close();
  copyFileSync(historyFile(folder), join(folder, 'good'));
  writeFileSync(historyFile(folder), 'no database');
  // Two that find the damage at once: one moves it, neither moves the new one.
  await Promise.all([homeAt(folder), homeAt(folder)].map((one) => one.history.list(1)));
  expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toHaveLength(1);
});
