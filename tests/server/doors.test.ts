/** Whom the server lets in, and what it says with every answer. */
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { readdirSync } from 'node:fs';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initialFilesPath, socketPath, uploadPath } from '../../contract/index.ts';
import { lastingFolder } from '../engine/fresh-folder.ts';
import { inRepository } from '../engine/repository.ts';
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

/** Status of an upgrade that is refused, or `open`. */
async function upgrade(headers: Record<string, string>): Promise<number | 'open'> {
  const socket = app.socket(headers);
  const open = once(socket, 'open').then(() => 'open' as const);
  const refused = new Promise<number>((resolve) => {
    socket.on('unexpected-response', (_, { statusCode }) => resolve(statusCode ?? 0));
  });
  const outcome = await Promise.race([open, refused]);
  socket.on('error', () => undefined).terminate();
  return outcome;
}

describe('the printed address', () => {
  it('gives the browser a cookie that scripts and other sites do not see, and hides the token', async () => {
    const { pathname, search, port } = await app.latestAddress();
    const typed = { cookie: '', 'sec-fetch-site': 'none' };
    const { status, headers } = await app.ask(pathname + search, { headers: typed });
    expect(status).toBe(303);
    expect(headers.location).toBe('/');
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(new RegExp(`^rowcast-${port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`)),
    ]);
  });

  it('lets in one browser, and that one again', async () => {
    const { pathname, search } = app.address;
    const other = await app.ask(pathname + search, { headers: { cookie: '' } });
    expect(other.status).toBe(401);
    expect(other.headers['set-cookie']).toBeUndefined();
    const same = await app.ask(pathname + search, { headers: { 'sec-fetch-site': 'none' } });
    expect(same.status).toBe(303);
    expect(same.headers['set-cookie']).toBeUndefined();
  });

  it('is led to from a page of another site by a page of its own, which cookies follow', async () => {
    const { pathname, search } = await app.latestAddress();
    const led = { cookie: '', 'sec-fetch-site': 'cross-site' };
    const { status, headers, body } = await app.ask(pathname + search, { headers: led });
    expect(status).toBe(200);
    expect(headers['set-cookie']).toHaveLength(1);
    expect(body).toContain('content="0; url=/"');
  });

  it.each(['', '?token=', '?token=guessed', '?token=%C3%A9', `?token=${'A'.repeat(43)}`, '?tokens=x'])(
    'with %s instead of its token is refused',
    async (search) => {
      const { status, headers, body } = await app.ask(`/open${search}`, { headers: { cookie: '' } });
      expect(status).toBe(401);
      expect(headers['set-cookie']).toBeUndefined();
      expect(body).toBe('This address was used before, or is of another Rowcast. Open the last one that it printed.\n');
    },
  );
});

describe('without the cookie', () => {
  it.each(['/', initialFilesPath, '/assets/x.js', '/nothing', uploadPath])('%s is refused', async (path) => {
    for (const cookie of [
      '',
      'rowcast=x',
      `rowcast-${app.address.port}=x`,
      app.cookie.slice(0, -1),
      `x${app.cookie}`,
    ]) {
      const { status, body } = await app.ask(path, { headers: { cookie } });
      expect(status).toBe(401);
      expect(body).toBe('Rowcast does not know this browser yet. Open the whole address that it printed.\n');
    }
  });

  it('no socket opens', async () => {
    expect(await upgrade({ cookie: '' })).toBe(401);
    expect(await upgrade({ cookie: `${app.cookie}x` })).toBe(401);
  });

  it('its own is found among others', async () => {
    expect((await app.ask('/', { headers: { cookie: `a=b; ${app.cookie}; c` } })).status).toBe(200);
  });
});

describe('by another name than 127.0.0.1 and its port', () => {
  const hosts = [
    'localhost',
    'evil.example',
    '127.0.0.1',
    '127.0.0.1:80',
    '[::1]',
    '0.0.0.0',
    '127.0.0.1.evil.example',
  ];

  it.each(hosts)('%s is refused', async (name) => {
    const { port, pathname, search } = app.address;
    const host = /:\d+$|^127\.0\.0\.1$/.test(name) ? name : `${name}:${port}`;
    for (const path of ['/', pathname + search, initialFilesPath]) {
      const { status, headers } = await app.ask(path, { headers: { host } });
      expect(status).toBe(421);
      expect(headers['set-cookie']).toBeUndefined();
    }
    expect(await upgrade({ host })).toBe(421);
  });
});

describe('from another page', () => {
  it.each(['http://evil.example', 'null', 'http://localhost:1', 'http://127.0.0.1:1', 'https://127.0.0.1'])(
    '%s nothing is written and no socket opens',
    async (origin) => {
      for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
        expect((await app.ask(`${uploadPath}?name=a.csv`, { method, headers: { origin }, body: 'x' })).status).toBe(
          403,
        );
      }
      expect(await upgrade({ origin })).toBe(403);
    },
  );

  it('that hides where it comes from, neither', async () => {
    const { port } = app.address;
    const asked = httpRequest({
      port,
      host: '127.0.0.1',
      path: uploadPath,
      method: 'POST',
      headers: { cookie: app.cookie },
    });
    asked.end('x');
    const [response] = (await once(asked, 'response')) as [{ statusCode: number }];
    expect(response.statusCode).toBe(403);
    expect(readdirSync(folder).filter((name) => name.includes('.csv'))).toEqual([]);
  });

  it('and from its own, a socket opens', async () => {
    expect(await upgrade({})).toBe('open');
  });
});

describe('every answer', () => {
  it.each(['/', '/nothing', '/open', initialFilesPath])('of %s lets nothing in from elsewhere', async (path) => {
    const { headers } = await app.ask(path);
    const policy = new Map(
      String(headers['content-security-policy'])
        .split('; ')
        .map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1).join(' ')] as const),
    );
    expect(policy.get('default-src')).toBe("'none'");
    expect(policy.get('script-src')).toBe("'self'");
    expect(policy.get('connect-src')).toBe(`'self' ws://127.0.0.1:${app.address.port}`);
    expect(policy.get('frame-ancestors')).toBe("'none'");
    expect(policy.get('base-uri')).toBe("'none'");
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(headers).not.toHaveProperty('x-powered-by');
  });
});

describe('files', () => {
  it('of the window are kept by the browser where their name tells their content', async () => {
    const page = await app.ask('/');
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    const [script] = readdirSync(inRepository('dist/renderer/assets')).filter((name) => name.endsWith('.js'));
    const { status, headers } = await app.ask(`/assets/${script}`);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect((await app.ask('/', { method: 'HEAD' })).body).toBe('');
  });

  it.each([
    '/../package.json',
    '/assets/../../../package.json',
    '/..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/package.json',
    '//package.json',
    '/\\..\\package.json',
    '/etc/passwd',
    '//etc/passwd',
    'http://127.0.0.1/etc/passwd',
    '/index.html%00.js',
    '/assets',
    '/assets/',
    '/?/../package.json',
  ])('elsewhere are not reached by %s', async (path) => {
    const { status, body } = await app.ask(path);
    expect([200, 404]).toContain(status);
    expect(body).not.toContain('"name": "rowcast"');
    expect(body).not.toContain('root:');
    if (path !== '/?/../package.json') expect(body).toBe('Nothing is at this address.\n');
  });

  it('are read only', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) expect((await app.ask('/', { method })).status).toBe(405);
    expect((await app.ask(uploadPath)).status).toBe(405);
  });
});

describe('the port', () => {
  const outer = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);

  it.each([...outer, '::1'])('is not open on %s', async (host) => {
    const socket = connect({ host, port: Number(app.address.port) });
    await expect(once(socket, 'connect')).rejects.toThrow('ECONNREFUSED');
  });
});

it('a broken request gets an answer and harms nobody', async () => {
  const socket = connect({ host: '127.0.0.1', port: Number(app.address.port) });
  socket.write('GET / HTTP/9\r\nnonsense\r\n\r\n');
  const [data] = (await once(socket, 'data')) as [Buffer];
  expect(data.toString()).toMatch(/^HTTP\/1\.1 400 /);
  socket.destroy();
  expect((await app.ask('/')).status).toBe(200);
});

it('no other address takes a socket', async () => {
  const asked = httpRequest({
    host: '127.0.0.1',
    port: app.address.port,
    path: `${socketPath}/other`,
    headers: {
      cookie: app.cookie,
      origin: app.origin,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    },
  });
  asked.end();
  const [response] = (await once(asked, 'response')) as [{ statusCode: number }];
  expect(response.statusCode).toBe(404);
});
