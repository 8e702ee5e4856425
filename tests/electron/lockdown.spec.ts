/** What the page may not do, tried from within it. */
import { inRepository } from '../engine/repository.ts';
import { expect, test } from './desktop-app.ts';

test('the page cannot leave for another', async ({ desktop: { page } }) => {
  const address = page.url();
  for (const url of ['https://example.com/', 'http://127.0.0.1/', 'file:///etc/hostname', 'data:text/html,hello']) {
    await page.evaluate((target) => {
      const link = document.createElement('a');
      link.href = target;
      document.body.append(link);
      link.click();
    }, url);
    await page.waitForTimeout(100);
    expect(page.url()).toBe(address);
  }
  expect(await page.evaluate(() => typeof window.rowcast)).toBe('object');
});

test('no window opens, and only documentation goes to the browser of the system', async ({ desktop }) => {
  const { page, application } = desktop;
  await application.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = (url) => {
      opened.push(url);
      return Promise.resolve();
    };
  });
  for (const url of [
    'https://onnxruntime.ai/docs/',
    'https://example.com/',
    'http://duckdb.org/',
    'file:///etc/hostname',
  ]) {
    await page.evaluate((target) => void window.open(target), url);
  }
  await expect
    .poll(() => application.evaluate(() => (globalThis as unknown as { opened: string[] }).opened))
    .toEqual(['https://onnxruntime.ai/docs/']);
  const windows = await application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  expect(windows).toBe(1);
});

test('no permission is granted but writing to the clipboard', async ({ desktop: { page } }) => {
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi'];
    const found = await Promise.all(names.map((name) => navigator.permissions.query({ name: name as PermissionName })));
    return found.map(({ state }, at) => `${names[at]}: ${state}`);
  });
  expect(states.filter((state) => !state.endsWith(': denied'))).toEqual([]);
  const located = await page.evaluate(
    () =>
      new Promise<string>((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('located'),
          ({ code }) => resolve(`refused with code ${code}`),
        ),
      ),
  );
  expect(located).toBe('refused with code 1');
  expect(await page.evaluate(() => navigator.clipboard.writeText('a\tb').then(() => 'written'))).toBe('written');
});

test('the page runs no script but its own and reaches no other host', async ({ desktop: { page } }) => {
  const outcomes = await page.evaluate(async () => {
    const violations: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective));
    const inline = document.createElement('script');
    inline.textContent = 'window.inlineRan = true';
    document.body.append(inline);
    const fetched = await fetch('https://example.com/').then(
      () => 'fetched',
      () => 'refused',
    );
    const frame = document.createElement('iframe');
    frame.src = 'https://example.com/';
    document.body.append(frame);
    for (let waits = 0; waits < 100 && !violations.includes('frame-src'); waits += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return { ran: 'inlineRan' in window, fetched, violations: [...new Set(violations)].toSorted() };
  });
  expect(outcomes).toEqual({
    ran: false,
    fetched: 'refused',
    violations: ['connect-src', 'frame-src', 'script-src-elem'],
  });
});

test('only files of the window are served', async ({ desktop: { page } }) => {
  const statuses = await page.evaluate(async () => {
    const paths = [
      '/',
      '/../package.json',
      '/%2e%2e/package.json',
      '/..%2fdesktop%2fmain.js',
      '/nothing.js',
      '/..%5cmain.js',
    ];
    const answers = await Promise.all(paths.map((path) => fetch(path)));
    const posted = await fetch('/', { method: 'POST' });
    return [...answers, posted].map(({ status }) => status);
  });
  expect(statuses).toEqual([200, 404, 404, 404, 404, 404, 405]);
});

test('a page from elsewhere gets no answer, whatever preload script it has', async ({ desktop: { application } }) => {
  const refused = await application.evaluate(async ({ BrowserWindow }, preload) => {
    const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
    await stranger.loadURL('data:text/html,<title>stranger</title>');
    const said = (await stranger.webContents.executeJavaScript(
      `window.rowcast.chooseFiles({ kind: 'table' }).then(() => 'answered', (error) => error.message)`,
    )) as string;
    stranger.destroy();
    return said;
  }, inRepository('dist/desktop/preload.cjs'));
  expect(refused).toContain('rowcast:choose-files is not answered to data:text/html,');
});

test('requests of another shape are refused', async ({ desktop: { page } }) => {
  const refusals = await page.evaluate(async () => {
    const host = window.rowcast as unknown as Record<string, (request: unknown) => Promise<unknown>>;
    const requests: [string, unknown][] = [
      ['chooseFiles', { kind: 'password' }],
      ['chooseFiles', { kind: 'table', more: 1 }],
      ['showInFolder', 'relative.csv'],
      ['setProgress', 7],
      ['setMenu', [{ id: 'a', label: 'A', group: 'file', shortcut: 'mod+' }]],
      ['setTheme', 'pink'],
    ];
    return Promise.all(
      requests.map(([name, request]) =>
        host[name]!(request).then(
          () => `${name} answered`,
          () => 'refused',
        ),
      ),
    );
  });
  expect(new Set(refusals)).toEqual(new Set(['refused']));
});

test('the window asks for a sandbox and isolation', async ({ desktop: { application } }) => {
  const preferences = await application.evaluate(({ BrowserWindow }) => {
    type Asked = { getLastWebPreferences(): Record<string, unknown> };
    return BrowserWindow.getAllWindows().map(({ webContents }) =>
      (webContents as unknown as Asked).getLastWebPreferences(),
    );
  });
  expect(preferences).toMatchObject([
    { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false },
  ]);
});
