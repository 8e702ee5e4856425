/** Files that are dropped on the page: kept under a harmless name until the app ends, whole or not at all. */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { basename, dirname, join, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Fault, Uploaded, uploadPath } from '../../contract/index.ts';
import { lastingFolder } from '../engine/fresh-folder.ts';
import { RunningApp } from './running-app.ts';

const { folder, remove } = lastingFolder();
let app: RunningApp;

beforeAll(async () => {
  app = await new RunningApp(folder).open();
});
afterAll(async () => {
  await app.stop();
  remove();
});

async function upload(body: string | Buffer, query: Record<string, string>): Promise<string> {
  const search = new URLSearchParams(query);
  const { status, body: answer } = await app.ask(`${uploadPath}?${search.toString()}`, { method: 'POST', body });
  expect([status, answer]).toEqual([201, expect.any(String)]);
  return Uploaded.parse(JSON.parse(answer)).path;
}

function uploadFolder(): string {
  const [name = ''] = readdirSync(app.temporary).filter((entry) => entry.startsWith('rowcast-app-'));
  return join(app.temporary, name);
}

describe('a dropped file', () => {
  it('is kept as it is, for this user alone, and can be opened', async () => {
    const path = await upload('a,b\n1,2\n', { name: 'flights 2013.csv' });
    expect(basename(path)).toBe('flights 2013.csv');
    expect(readFileSync(path, 'utf8')).toBe('a,b\n1,2\n');
    if (process.platform !== 'win32') {
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(statSync(uploadFolder()).mode & 0o777).toBe(0o700);
    }
    const preview = await app.client().source.preview({ source: { paths: [path] }, rowLimit: 1 });
    expect(preview.rowCount).toBe(1);
  });

  it('lies beside the others of its drop, as weights beside their model', async () => {
    const model = await upload('model', { name: 'm.onnx', drop: 'drop-1' });
    expect(dirname(await upload('weights', { name: 'm.weights', drop: 'drop-1' }))).toBe(dirname(model));
    expect(dirname(await upload('model', { name: 'm.onnx' }))).not.toBe(dirname(model));
  });

  it('does not take the place of another of its name', async () => {
    const first = await upload('1', { name: 'a.csv', drop: 'drop-2' });
    const second = await upload('2', { name: 'a.csv', drop: 'drop-2' });
    expect([basename(first), basename(second)]).toEqual(['a.csv', 'a (2).csv']);
    expect([readFileSync(first, 'utf8'), readFileSync(second, 'utf8')]).toEqual(['1', '2']);
  });

  it('may be large', async () => {
    const body = Buffer.alloc(64 * 1024 * 1024, 'x');
    const path = await upload(body, { name: 'large.csv' });
    expect(statSync(path).size).toBe(body.length);
  });

  it('may be empty', async () => {
    expect(statSync(await upload('', { name: 'empty.csv' })).size).toBe(0);
  });

  it.each([
    ['../../../etc/passwd', 'passwd'],
    ['/etc/cron.d/x', 'x'],
    ['..\\..\\windows\\system.ini', 'system.ini'],
    ['..', 'file_'],
    ['.', 'file_'],
    ['', 'file_'],
    ['.bashrc', 'bashrc'],
    ['a\0b\nc.csv', 'a_b_c.csv'],
    ['CON', 'file_CON'],
    ['nul.csv', 'file_nul.csv'],
    ['trailing. . ', 'trailing'],
    ['a<b>:"|?*.csv', 'a_b______.csv'],
    ['x[1]{2}*.csv', 'x_1__2__.csv'],
    ['Flüge – März 😀.csv', 'Flüge – März 😀.csv'],
    [`${'ü'.repeat(300)}.parquet`, `${'ü'.repeat(96)}.parquet`],
    [`.${'x'.repeat(500)}`, 'x'.repeat(200)],
    [`a.${'x'.repeat(500)}`, `a.${'x'.repeat(198)}`],
  ])('called %j is kept as %j', async (name, kept) => {
    const path = await upload('x', { name });
    expect(basename(path)).toBe(kept);
    expect(path.startsWith(uploadFolder() + sep)).toBe(true);
  });

  it.each(['', '../x', 'a/b', 'x'.repeat(65), '..'])('of the drop %j is refused', async (drop) => {
    const before = readdirSync(uploadFolder());
    const { status, body } = await app.ask(`${uploadPath}?${new URLSearchParams({ name: 'a', drop }).toString()}`, {
      method: 'POST',
      body: 'x',
    });
    expect(status).toBe(422);
    expect(Fault.parse(JSON.parse(body))).toEqual({
      code: 'INVALID_ARGUMENT',
      message: `The drop "${drop}" is no id: expected up to 64 letters, digits and dashes.`,
      hint: 'Reload the page and drop the file again.',
    });
    expect(readdirSync(uploadFolder())).toEqual(before);
  });

  it('is removed with all of its drop when the page says so, and no other is', async () => {
    const [table, weights] = await Promise.all(['a.csv', 'b.csv'].map((name) => upload('x', { name, drop: 'drop-3' })));
    const other = await upload('x', { name: 'a.csv', drop: 'drop-4' });
    const removeDrop = (drop: string) =>
      app.ask(`${uploadPath}?${new URLSearchParams({ drop }).toString()}`, { method: 'DELETE' });
    expect((await removeDrop('drop-3')).status).toBe(204);
    expect([table, weights, other].map((path) => existsSync(path ?? ''))).toEqual([false, false, true]);
    expect((await removeDrop('drop-3')).status).toBe(204);
    for (const drop of ['', '..', '.', '../uploads', 'a/b']) expect((await removeDrop(drop)).status).toBe(422);
    expect(existsSync(other)).toBe(true);
  });

  it('leaves nothing where the page goes away in the middle of it', async () => {
    const before = readdirSync(uploadFolder());
    const asked = request({
      host: '127.0.0.1',
      port: app.address.port,
      path: `${uploadPath}?name=half.csv&drop=half`,
      method: 'POST',
      headers: { cookie: app.cookie, origin: app.origin, 'content-length': '1000000' },
    });
    asked.on('error', () => undefined).write('x'.repeat(500_000));
    const part = join(uploadFolder(), 'half', 'half.csv');
    while (!existsSync(part) || statSync(part).size === 0) await sleep(10);
    asked.destroy();
    while (existsSync(dirname(part))) await sleep(10);
    expect(readdirSync(uploadFolder())).toEqual(before);
  });
});

it.skipIf(process.platform === 'win32')('leaves nothing where it finds no room, and the page is told', async () => {
  const { folder: home, remove: removeHome } = lastingFolder();
  // In blocks of 512 bytes in some shells, of 1024 in others.
  const other = await new RunningApp(home, [], { shell: 'ulimit -f 20000' }).open();
  const { status, body } = await other.ask(`${uploadPath}?name=large.csv`, {
    method: 'POST',
    body: Buffer.alloc(64 * 1024 * 1024),
  });
  expect(status).toBe(507);
  expect(Fault.parse(JSON.parse(body))).toEqual({
    code: 'DESTINATION_FULL',
    message: 'The disk is full: "large.csv" could not be kept.',
    hint: 'Open the file by its path instead, which copies nothing.',
  });
  const [uploads = ''] = readdirSync(other.temporary).filter((entry) => entry.startsWith('rowcast-app-'));
  expect(readdirSync(join(other.temporary, uploads))).toEqual([]);
  expect(await other.stop()).toMatchObject({ exit: 0, stderr: '' });
  removeHome();
});

it('is gone when the app ends', async () => {
  const { folder: home, remove: removeHome } = lastingFolder();
  const other = await new RunningApp(home).open();
  await other.ask(`${uploadPath}?name=a.csv`, { method: 'POST', body: 'x' });
  expect(readdirSync(other.temporary)).toEqual([expect.stringMatching(/^rowcast-app-/)]);
  const { exit, stderr } = await other.stop();
  expect([exit, stderr]).toEqual([0, '']);
  expect(readdirSync(other.temporary)).toEqual([]);
  removeHome();
});
