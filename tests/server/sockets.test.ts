/** Calls of the engine over a WebSocket: answers, pages as bytes, faults, streams, and what happens when a page goes away. */
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ORPCError } from '@orpc/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Fault, initialFilesPath, wireCode, type JobInput } from '../../contract/index.ts';
import { lastingFolder } from '../engine/fresh-folder.ts';
import { inRepository } from '../engine/repository.ts';
import { useTables } from '../engine/use-tables.ts';
import { lateModel, manyFlights } from '../support/large-table.ts';
import { partFiles, untilWriting } from '../support/part-files.ts';
import { RunningApp, type Methods } from './running-app.ts';

const tables = useTables();
const home = lastingFolder();
const elsewhere = lastingFolder();
const large = join(home.folder, 'large.parquet');
let app: RunningApp;
let methods: Methods;

beforeAll(async () => {
  await manyFlights(tables, large, 74);
  copyFileSync(lateModel, join(home.folder, 'late.onnx'));
  for (const name of ['named.csv', 'other.csv']) writeFileSync(join(elsewhere.folder, name), 'a\n1\n');
  mkdirSync(join(elsewhere.folder, 'deeper'));
  app = await new RunningApp(home.folder, [
    join(elsewhere.folder, 'deeper'),
    join(elsewhere.folder, 'deeper', '*.csv'),
  ]).open();
  methods = app.client();
});
afterAll(async () => {
  await app.stop();
  home.remove();
  elsewhere.remove();
});

async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ORPCError) || error.code !== wireCode) throw new Error('expected a fault', { cause: error });
  return Fault.parse(error.data);
}

function scoring(folder: string): JobInput {
  return {
    source: { paths: [large] },
    models: [{ path: join(home.folder, 'late.onnx') }],
    destination: { path: join(folder, 'scored.parquet') },
  };
}

function freshHome(name: string): string {
  const folder = join(home.folder, name);
  mkdirSync(folder);
  return folder;
}

it('answers', async () => {
  const about = await methods.system.about();
  expect(about.restartedAfter).toBeNull();
  expect(about.processId).not.toBe(app.child.pid);
  expect((await methods.model.inspect({ path: lateModel })).inputs.length).toBeGreaterThan(0);
});

it('answers many at once, each with its own', async () => {
  const limits = Array.from({ length: 20 }, (_, index) => index + 1);
  const previews = await Promise.all(
    limits.map((rowLimit) => methods.source.preview({ source: { paths: [large] }, rowLimit })),
  );
  expect(previews.map((preview) => preview.firstRows.length)).toEqual(limits);
});

it('streams the events of a run, whose output is there at the end', async () => {
  const folder = freshHome('whole');
  const seen = new Set<string>();
  for await (const event of await methods.job.run(scoring(folder))) seen.add(event.event);
  expect([...seen]).toEqual(expect.arrayContaining(['planned', 'progress', 'finished']));
  expect(readdirSync(folder)).toEqual(['scored.parquet']);
});

describe('a run ends and leaves nothing', () => {
  it('when it is aborted', async () => {
    const folder = freshHome('aborted');
    const controller = new AbortController();
    const events = await methods.job.run(scoring(folder), { signal: controller.signal });
    const seen: string[] = [];
    const drained = (async () => {
      for await (const { event } of events) seen.push(event);
    })();
    await untilWriting(folder);
    controller.abort();
    await expect(drained).rejects.toThrow();
    expect(seen).not.toContain('finished');
    await expect.poll(() => readdirSync(folder)).toEqual([]);
  });

  it('when another call cancels it, before either call is answered', async () => {
    const folder = freshHome('cancelled');
    const events = await methods.job.run(scoring(folder));
    const first = await events.next();
    if (first.done === true || first.value.event !== 'started') throw new Error('the run did not begin with its id');
    const drained = (async () => {
      for await (const event of events) void event;
    })();
    const left = faultOf(drained).then((fault) => ({ fault, files: readdirSync(folder) }));
    await untilWriting(folder);
    const { id } = first.value;
    const answered = methods.job.cancel({ id }).then(() => readdirSync(folder));
    expect(await left).toMatchObject({ fault: { code: 'CANCELLED' }, files: [] });
    expect(await answered).toEqual([]);
    await methods.job.cancel({ id });
  });

  it('when its page goes away, and other pages are not bothered', async () => {
    const folder = freshHome('left');
    const socket = app.socket();
    const events = await app.client(socket).job.run(scoring(folder));
    void events.next().catch(() => undefined);
    await untilWriting(folder);
    socket.terminate();
    await expect.poll(() => partFiles(folder)).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
    expect((await methods.system.about()).restartedAfter).toBeNull();
  });
});

it('closes the tables of a page that went away', async () => {
  const path = join(home.folder, 'table.csv');
  await tables.write('SELECT i, hash(i) AS h FROM range(100000) t(i)', path, 'FORMAT csv, HEADER');
  const copies = () =>
    readdirSync(app.temporary, { recursive: true }).filter((name) => basename(String(name)).startsWith('scratch'));
  const socket = app.socket();
  const page = app.client(socket);
  const { table } = await page.table.open({ source: { paths: [path] } });
  for await (const event of await page.table.prepare({ table, view: {} })) expect(event).toBeDefined();
  expect(copies()).not.toEqual([]);
  const fault = await faultOf(methods.table.close({ table }));
  expect(fault.code).toBe('TABLE_CLOSED');
  socket.terminate();
  await expect.poll(copies).toEqual([]);
});

describe('files', () => {
  it('of the home folder, of the folders of files that were named, and the samples are open', async () => {
    const { roots } = await methods.files.list({});
    expect(roots).toEqual([home.folder, join(elsewhere.folder, 'deeper'), inRepository('models')]);
  });

  it('of other folders are not', async () => {
    const path = join(elsewhere.folder, 'other.csv');
    const fault = await faultOf(methods.source.preview({ source: { paths: [path] }, rowLimit: 1 }));
    expect(fault.code).toBe('PATH_NOT_ALLOWED');
    expect(fault.message).toContain(`"${path}" is outside the folders that were opened to Rowcast: ${home.folder}, `);
    const job = scoring(elsewhere.folder);
    const events = await methods.job.run(job).catch((error: unknown) => error);
    expect(events).toMatchObject({ code: wireCode, data: { code: 'PATH_NOT_ALLOWED' } });
  });

  it('that the app was started with are told', async () => {
    const { headers, body } = await app.ask(initialFilesPath);
    expect(headers['content-type']).toBe('application/json');
    const deeper = join(elsewhere.folder, 'deeper');
    expect(JSON.parse(body)).toEqual({ files: [deeper, join(deeper, '*.csv')] });
  });
});

describe('what is no request', () => {
  it.each<[string, string | Buffer]>([
    ['no JSON', 'hello'],
    ['JSON of another kind', '[]'],
    ['bytes', Buffer.from([255, 254, 0, 1])],
    ['nothing', ''],
  ])('%s ends the socket, and only that', async (_, message) => {
    const socket = app.socket();
    await once(socket, 'open');
    socket.send(message);
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(1003);
    expect((await methods.system.about()).processId).toBeGreaterThan(0);
  });

  it('more than 16 MiB neither', async () => {
    const socket = app.socket();
    await once(socket, 'open');
    socket.send('x'.repeat(16 * 1024 * 1024 + 1));
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(1009);
    expect((await methods.system.about()).processId).toBeGreaterThan(0);
  });

  it('a method that is not there is a fault', async () => {
    const client = methods as unknown as Record<string, Record<string, () => Promise<unknown>>>;
    const fault = await faultOf(client['table']?.['drop']?.() ?? Promise.resolve());
    expect(fault.message).toBe('Rowcast has no method "table.drop".');
  });
});
