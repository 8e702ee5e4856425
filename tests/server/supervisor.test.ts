/** The app outlives its engine, and nothing outlives the app. */
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { uploadPath } from '../../contract/index.ts';
import { Tables } from '../engine/tables.ts';
import { lateModel, manyFlights } from '../support/large-table.ts';
import { untilWriting } from '../support/part-files.ts';
import { lastingFolder } from '../engine/fresh-folder.ts';
import { RunningApp } from './running-app.ts';

let home: ReturnType<typeof lastingFolder>;
let app: RunningApp;

beforeEach(async () => {
  home = lastingFolder();
  app = await new RunningApp(home.folder).open();
});
afterEach(async () => {
  await app.stop();
  home.remove();
});

/** Asks again where the connection broke with the process that had taken it over. */
async function serverProcess(): Promise<number> {
  const socket = app.socket();
  const about = await app
    .client(socket)
    .system.about()
    .catch(() => undefined);
  socket.close();
  return about?.processId ?? serverProcess();
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}

describe('when the process with the engine is killed', () => {
  it('another takes its place, with the same address, cookie and dropped files, and knows why', async () => {
    await app.ask(`${uploadPath}?name=a.csv&drop=kept`, { method: 'POST', body: 'a\n1\n' });
    const [uploads = ''] = readdirSync(app.temporary);
    const before = await serverProcess();
    const socket = app.socket();
    await once(socket, 'open');
    process.kill(before, 'SIGKILL');
    await once(socket, 'close');
    const about = await app.client().system.about();
    expect(about.restartedAfter).toBe('signal SIGKILL');
    expect(about.processId).not.toBe(before);
    const { pathname, search } = app.address;
    expect((await app.ask(pathname + search, { headers: { cookie: '' } })).status).toBe(401);
    const next = await app.latestAddress();
    expect((await app.ask(next.pathname + next.search, { headers: { cookie: '' } })).status).toBe(200);
    expect(await app.screen('stderr', /\n/)).toBe('\n');
    expect(readdirSync(join(app.temporary, uploads, 'kept'))).toEqual(['a.csv']);
    expect((await app.stop()).stderr).toBe(
      'rowcast: The engine ended (signal SIGKILL) and was started again. A run that was under way has failed.\n',
    );
  });

  it('who asks meanwhile waits for the next', async () => {
    const asked: Promise<number>[] = [];
    const killed = await serverProcess();
    const statusOf = () => app.ask('/').then(({ status }) => status);
    process.kill(killed, 'SIGKILL');
    for (let time = 0; time < 50; time += 1) {
      asked.push(statusOf());
      await sleep(5);
    }
    expect(new Set(await Promise.all(asked))).toEqual(new Set([200]));
  });

  it('for the sixth time within a minute, the app says so and ends', async () => {
    for (let time = 1; time <= 6; time += 1) {
      const server = await serverProcess();
      process.kill(server, 'SIGKILL');
      await expect.poll(() => isAlive(server)).toBe(false);
    }
    const { exit, stderr } = await app.ended;
    expect(exit).toBe(2);
    expect(stderr.split('\n').slice(-3)).toEqual([
      'rowcast: The engine ended 6 times within a minute, at last by signal SIGKILL. [ENGINE_STOPPED]',
      '  Start Rowcast again, and leave out the model or table that was open last.',
      '',
    ]);
    expect(readdirSync(app.temporary)).toEqual([]);
  });
});

describe.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s', (signal) => {
  it('ends both processes, quietly', async () => {
    const server = await serverProcess();
    app.child.kill(signal);
    expect(await app.ended).toMatchObject({ exit: 0, signal: null, stderr: '' });
    expect(isAlive(server)).toBe(false);
    expect(readdirSync(app.temporary)).toEqual([]);
  });
});

it('stopping in the middle of a run leaves nothing of it', async () => {
  const table = join(home.folder, 'large.parquet');
  const tables = new Tables();
  await tables.open();
  await manyFlights(tables, table, 74);
  tables.close();
  const folder = join(home.folder, 'output');
  mkdirSync(folder);
  const job = {
    source: { paths: [table] },
    models: [{ path: lateModel }],
    destination: { path: join(folder, 'scored.parquet') },
  };
  const events = await app.client().job.run(job);
  void (async () => {
    for await (const event of events) if (event.event === 'finished') break;
  })().catch(() => undefined);
  await untilWriting(folder);
  expect(await app.stop()).toMatchObject({ exit: 0, stderr: '' });
  expect(readdirSync(folder)).toEqual([]);
});

it('Ctrl-C, which the terminal sends to both, ends both', async () => {
  const server = await serverProcess();
  process.kill(server, 'SIGINT');
  app.child.kill('SIGINT');
  expect(await app.ended).toMatchObject({ exit: 0, stderr: '' });
  expect(isAlive(server)).toBe(false);
});

it('when the supervisor is killed, the server ends by itself and takes its folder with it', async () => {
  const server = await serverProcess();
  app.child.kill('SIGKILL');
  await expect.poll(() => isAlive(server)).toBe(false);
  expect(readdirSync(app.temporary)).toEqual([]);
});

it('what an app left that was killed with its server is removed by the next', async () => {
  const server = await serverProcess();
  // Stopped, it cannot clean up when it sees its supervisor gone.
  process.kill(server, 'SIGSTOP');
  app.child.kill('SIGKILL');
  await once(app.child, 'exit');
  process.kill(server, 'SIGKILL');
  await expect.poll(() => isAlive(server)).toBe(false);
  const left = readdirSync(app.temporary);
  expect(left).toHaveLength(1);
  app = await new RunningApp(home.folder).open();
  expect(readdirSync(app.temporary)).toHaveLength(1);
  expect(readdirSync(app.temporary)).not.toEqual(left);
});

describe('a port', () => {
  it('can be chosen', async () => {
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const { port } = free.address() as AddressInfo;
    const other = new RunningApp(home.folder, ['--port', String(port)]);
    expect(await other.ended).toMatchObject({
      exit: 2,
      stdout: '',
      stderr: `rowcast: Port ${port} cannot be had: another program uses it. [INVALID_ARGUMENT]\n  Leave --port out to get a free one.\n`,
    });
    free.close();
    await once(free, 'close');
    const third = await new RunningApp(home.folder, ['--port', String(port)]).open();
    expect(third.address.port).toBe(String(port));
    await third.stop();
  });
});
