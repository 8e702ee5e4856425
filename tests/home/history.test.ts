/** Runs, models and tables are remembered, with how each run ended. */
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SourceReading } from '../../contract/index.ts';
import { freshFolder } from '../engine/fresh-folder.ts';
import { inRepository } from '../engine/repository.ts';
import { faultOf } from '../engine/scoring.ts';
import { engineAt, eventsOf, flightsJob } from './engine-at-home.ts';

it('records a run before it starts and with its receipt at the end', async () => {
  const folder = freshFolder();
  const home = join(folder, 'home');
  const engine = await engineAt(home);
  expect(existsSync(home)).toBe(false);
  const job = flightsJob(join(folder, 'out.parquet'));
  const seen: string[] = [];
  let id = '';
  for await (const event of await engine.methods.job.run(job)) {
    seen.push(event.event);
    if (event.event !== 'started') continue;
    ({ id } = event);
    expect(await engine.methods.history.get({ id })).toMatchObject({
      id,
      state: 'running',
      ended: null,
      receipt: null,
    });
  }
  expect(seen.filter((event) => event !== 'progress')).toEqual(['started', 'planned', 'finished']);
  const [record, ...others] = await engine.methods.history.list({});
  expect(others).toEqual([]);
  expect(record).toMatchObject({ id, state: 'finished', fault: null, receipt: { rows: { written: 27_268 } } });
  expect(record?.job.destination.path).toBe(join(folder, 'out.parquet'));
  expect(Date.parse(record?.ended ?? '')).toBeGreaterThanOrEqual(Date.parse(record?.started ?? ''));
  if (process.platform !== 'win32') expect(statSync(home).mode & 0o777).toBe(0o700);
});

it('keeps nothing without a home', async () => {
  const folder = freshFolder();
  const engine = await engineAt(null);
  const events = await eventsOf(engine, flightsJob(join(folder, 'out.parquet')));
  expect(events.map(({ event }) => event)).toEqual(['started', 'planned', 'finished']);
  expect(await engine.methods.history.list({})).toEqual([]);
  expect(await engine.methods.library.models()).toEqual([]);
  expect(readdirSync(folder)).toEqual(['out.parquet']);
});

describe('how a run ended', () => {
  it('failed, with the fault', async () => {
    const folder = freshFolder();
    const engine = await engineAt(join(folder, 'home'));
    const fault = await faultOf(eventsOf(engine, flightsJob(join(folder, 'out.parquet'), { where: 'nothing = 1' })));
    const [record] = await engine.methods.history.list({});
    expect(record).toMatchObject({ state: 'failed', receipt: null, fault: fault.toFault() });
  });

  it('cancelled, by the signal', async () => {
    const folder = freshFolder();
    const engine = await engineAt(join(folder, 'home'));
    const cancel = new AbortController();
    const run = await engine.methods.job.run(flightsJob(join(folder, 'out.parquet')), { signal: cancel.signal });
    const ending = (async () => {
      for await (const { event } of run) if (event === 'planned') cancel.abort();
    })();
    expect((await faultOf(ending)).code).toBe('CANCELLED');
    expect(await engine.methods.history.list({})).toMatchObject([{ state: 'cancelled', fault: null, receipt: null }]);
  });

  it.each(['started', 'planned'])('cancelled, where nobody listens any more after it was %s', async (last) => {
    const folder = freshFolder();
    const engine = await engineAt(join(folder, 'home'));
    for await (const { event } of await engine.methods.job.run(flightsJob(join(folder, 'out.parquet')))) {
      if (event === last) break;
    }
    expect(await engine.methods.history.list({})).toMatchObject([{ state: 'cancelled' }]);
    expect(existsSync(join(folder, 'out.parquet'))).toBe(false);
  });
});

it('lists the newest first, as many as are asked for, and forgets one', async () => {
  const folder = freshFolder();
  const engine = await engineAt(join(folder, 'home'));
  for (const name of ['1.csv', '2.csv', '3.csv']) await eventsOf(engine, flightsJob(join(folder, name)));
  const names = async (limit?: number) =>
    (await engine.methods.history.list(limit === undefined ? {} : { limit })).map(({ job }) =>
      job.destination.path.slice(-5),
    );
  expect(await names()).toEqual(['3.csv', '2.csv', '1.csv']);
  expect(await names(2)).toEqual(['3.csv', '2.csv']);
  const [, second] = await engine.methods.history.list({});
  await engine.methods.history.remove({ id: second?.id ?? '' });
  expect(await names()).toEqual(['3.csv', '1.csv']);
  expect(await engine.methods.history.get({ id: second?.id ?? '' })).toBeNull();
});

it('is there again for the next engine', async () => {
  const folder = freshFolder();
  const first = await engineAt(join(folder, 'home'));
  await eventsOf(first, flightsJob(join(folder, 'out.csv')));
  const before = await first.methods.history.list({});
  await first.close();
  const second = await engineAt(join(folder, 'home'));
  expect(await second.methods.history.list({})).toEqual(before);
});

it('two engines of one process share a home', async () => {
  const folder = freshFolder();
  const engines = await Promise.all([engineAt(join(folder, 'home')), engineAt(join(folder, 'home'))]);
  await Promise.all(engines.map((engine, index) => eventsOf(engine, flightsJob(join(folder, `${index}.csv`)))));
  for (const engine of engines) expect(await engine.methods.history.list({})).toHaveLength(2);
});

describe('the library', () => {
  it('knows models that were assessed or run, and whether they are still there', async () => {
    const folder = freshFolder();
    const engine = await engineAt(join(folder, 'home'));
    const path = join(folder, 'm.onnx');
    writeFileSync(path, 'no model');
    await expect(engine.methods.model.assess({ path })).rejects.toThrow();
    const { card } = await engine.methods.model.assess({ path: inRepository('models/late-v2.onnx') });
    await eventsOf(engine, flightsJob(join(folder, 'out.csv')));
    expect(await engine.methods.library.models()).toMatchObject([
      { path: inRepository('models/late-v1.onnx'), exists: true },
      { path: card.path, sha256: card.sha256, bytes: card.bytes, exists: true },
    ]);
    await engine.methods.library.forgetModel({ path: card.path });
    expect(await engine.methods.library.models()).toHaveLength(1);
  });

  it('knows tables by their paths and globs, the latest first', async () => {
    const folder = freshFolder();
    const engine = await engineAt(join(folder, 'home'));
    const [one, glob] = [[join(folder, 'one.csv')], [join(folder, 'p*.csv'), join(folder, 'one.csv')]];
    [...one, join(folder, 'part.csv')].forEach((path) => writeFileSync(path, 'a\n1\n'));
    for (const paths of [glob, one, glob]) await engine.methods.table.open({ source: { paths } });
    await expect(engine.methods.table.open({ source: { paths: [join(folder, 'none.csv')] } })).rejects.toThrow();
    const seen = await engine.methods.library.sources();
    expect(seen.map(({ paths, exists }) => ({ paths, exists }))).toEqual([
      { paths: glob, exists: true },
      { paths: one, exists: true },
    ]);
    rmSync(join(folder, 'part.csv'));
    expect((await engine.methods.library.sources()).map(({ exists }) => exists)).toEqual([false, true]);
    await engine.methods.library.forgetSource({ paths: glob });
    expect((await engine.methods.library.sources()).map(({ paths }) => paths)).toEqual([one]);
  });
});

it('keeps how a table was read last, until it is read as found or forgotten', async () => {
  const folder = freshFolder();
  const engine = await engineAt(join(folder, 'home'));
  const paths = [join(folder, 't.csv')];
  writeFileSync(join(folder, 't.csv'), 'a;b\n1,5;x\n');
  const open = (reading: Partial<SourceReading> = {}) => engine.methods.table.open({ source: { paths, ...reading } });
  const last = () => engine.methods.library.reading({ paths });
  const said: SourceReading = { csv: { decimalSeparator: ',' }, types: { b: 'VARCHAR' } };
  await open();
  expect(await last()).toBeNull();
  await open(said);
  await open({ ...said, types: {} });
  expect(await last()).toEqual({ ...said, types: {} });
  // What could not be read is nothing to come back to.
  await expect(open({ types: { gone: 'DATE' } })).rejects.toThrow();
  expect(await last()).toEqual({ ...said, types: {} });
  await open();
  expect(await last()).toBeNull();
  await open(said);
  await engine.methods.library.forgetSource({ paths });
  expect(await last()).toBeNull();
});

it('keeps what was decided for a model on tables of one schema', async () => {
  const folder = freshFolder();
  const engine = await engineAt(join(folder, 'home'));
  const modelPath = inRepository('models/late-v1.onnx');
  const table = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return { source: { paths: [join(folder, name)] }, modelPath };
  };
  const binding = {
    bind: [{ input: 'hour', sql: 'a + 1' }],
    missing: [{ missing: { policy: 'nan' as const } }],
    confirmed: ['x[0]'],
  };
  const key = table('t.csv', 'a,b\n1,x\n');
  expect(await engine.methods.binding.saved(key)).toBeNull();
  await engine.methods.binding.save({ ...key, binding: { bind: [], missing: [], confirmed: [] } });
  await engine.methods.binding.save({ ...key, binding });
  expect(await engine.methods.binding.saved(table('same.csv', 'a,b\n7,y\n'))).toEqual(binding);
  expect(await engine.methods.binding.saved(table('type.csv', 'a,b\nz,y\n'))).toBeNull();
  expect(await engine.methods.binding.saved(table('order.csv', 'b,a\nx,1\n'))).toBeNull();
  expect(await engine.methods.binding.saved({ ...key, modelPath: inRepository('models/late-v2.onnx') })).toBeNull();
});
