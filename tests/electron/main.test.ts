/** The rules of the desktop shell that need no Electron: what is a file, an address, a shortcut, a place on a screen. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { RestartLimit } from '../../contract/index.ts';
import { acceleratorOf } from '../../electron/main/accelerator.ts';
import { isAppUrl, isDocumentation } from '../../electron/main/app-url.ts';
import { filesAmong } from '../../electron/main/command-line.ts';
import { endReason } from '../../electron/main/engine-end.ts';
import { OpenedFiles } from '../../electron/main/opened-files.ts';
import { fileOf } from '../../electron/main/renderer-files.ts';
import { onScreen, readWindowState, writeWindowState } from '../../electron/main/window-state.ts';

const folder = mkdtempSync(join(tmpdir(), 'rowcast-shell-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('files of the command line', () => {
  const at = resolve('/data');
  it.each([
    [['a.csv', '/other/b.csv'], false, ['a.csv', '/other/b.csv']],
    [['--no-sandbox', '--inspect=0', '.', 'a.csv'], true, ['a.csv']],
    [['.', '--', '-odd.csv', '--'], true, ['-odd.csv', '--']],
    [['', 'flights-*.csv'], false, ['flights-*.csv']],
    [['.'], true, []],
  ])('of %j', (words, development, files) => {
    expect(filesAmong(words, at, development)).toEqual(files.map((file) => resolve(at, file)));
  });
});

describe('addresses', () => {
  it.each([
    ['app://rowcast/', true],
    ['app://rowcast/#/runs', true],
    ['app://rowcast.evil.example/', false],
    ['app://user@rowcast/', false],
    ['app://rowcast:1/', false],
    ['https://rowcast/', false],
    ['data:text/html,app://rowcast/', false],
    ['', false],
  ])('the page is at %s: %s', (url, expected) => expect(isAppUrl(url)).toBe(expected));

  it.each([
    ['https://onnxruntime.ai/docs/', true],
    ['http://onnxruntime.ai/docs/', false],
    ['https://onnxruntime.ai.evil.example/', false],
    ['https://onnxruntime.ai:8443/', false],
    ['https://onnxruntime.ai@evil.example/', false],
    ['file:///onnxruntime.ai', false],
  ])('documentation is at %s: %s', (url, expected) => expect(isDocumentation(url)).toBe(expected));

  it.each([
    ['app://rowcast/', 'index.html'],
    ['app://rowcast/assets/a%20b.js?v=1#x', 'assets/a b.js'],
    ['app://rowcast/../secret.js', 'secret.js'],
  ])('%s is the file %s', (url, file) => expect(fileOf(url, folder)).toBe(join(folder, file)));

  it.each([
    'app://rowcast/%2e%2e%2fsecret.js',
    'app://rowcast/a/%2e%2e%2f%2e%2e%2fsecret.js',
    'app://rowcast/..%5csecret.js',
    'app://rowcast/C:%5csecret.js',
    'app://rowcast/C:/secret.js',
    'app://rowcast/a.js%00.html',
    'app://rowcast/%E0%A4%A',
    'app://other/index.html',
    'https://rowcast/index.html',
  ])('%s is no file', (url) => expect(fileOf(url, folder)).toBeNull());
});

describe('the end of the engine', () => {
  it.each([
    [9, 'linux', 'signal SIGKILL'],
    [11, 'linux', 'signal SIGSEGV'],
    [139, 'linux', 'signal SIGSEGV'],
    [6, 'darwin', 'signal SIGABRT'],
    [1, 'linux', 'exit code 1'],
    [0, 'linux', 'exit code 0'],
    [3221225477, 'win32', 'exception 0xC0000005'],
    [1, 'win32', 'exit code 1'],
  ] as const)('with %s on %s', (code, platform, reason) => expect(endReason(code, platform)).toBe(reason));

  it('is followed by five starts within a minute, and more later', () => {
    const limit = new RestartLimit();
    const second = 1000;
    expect([0, 1, 2, 3, 4, 5].map((at) => limit.allows(at * second))).toEqual([true, true, true, true, true, false]);
    expect(limit.allows(60 * second)).toBe(true);
    expect(limit.allows(60.5 * second)).toBe(false);
  });
});

it.each([
  ['mod+O', 'CommandOrControl+O'],
  ['mod+shift+k', 'CommandOrControl+Shift+K'],
  ['mod+Enter', 'CommandOrControl+Enter'],
  ['alt+ArrowUp', 'Alt+Up'],
  ['mod+,', 'CommandOrControl+,'],
  ['F5', 'F5'],
])('the shortcut %s is written %s in a menu', (shortcut, expected) => expect(acceleratorOf(shortcut)).toBe(expected));

it('files wait for the window, and again when it is gone', () => {
  const files = new OpenedFiles();
  const delivered: string[][] = [];
  files.add(['a']);
  files.add(['b']);
  expect(files.take((paths) => delivered.push(paths))).toEqual(['a', 'b']);
  files.add(['c']);
  files.add([]);
  files.keep();
  files.add(['d']);
  expect(delivered).toEqual([['c']]);
  expect(files.take(() => undefined)).toEqual(['d']);
});

describe('the window', () => {
  const bounds = { x: 100, y: 100, width: 1000, height: 700 };
  const state = { bounds, maximized: true, theme: 'dark' as const };
  const firstStart = { bounds: null, maximized: false, theme: 'system' };

  it('is remembered, whatever became of its file', () => {
    const file = join(folder, 'new', 'window.json');
    expect(readWindowState(file)).toEqual(firstStart);
    writeWindowState(file, state);
    expect(readWindowState(file)).toEqual(state);
    expect(readdirSync(join(folder, 'new'))).toEqual(['window.json']);
    writeFileSync(file, '{"bounds":{"x":1},"theme":"pink","maximized":true}');
    expect(readWindowState(file)).toEqual({ ...firstStart, maximized: true });
    for (const damaged of ['{', 'null', '[]', '']) {
      writeFileSync(file, damaged);
      expect(readWindowState(file)).toEqual(firstStart);
    }
    writeWindowState(join(file, 'below-a-file'), state);
  });

  it('comes back only where a screen is', () => {
    const screen = { x: 0, y: 0, width: 1920, height: 1080 };
    expect(onScreen(bounds, [screen])).toEqual(bounds);
    expect(onScreen({ ...bounds, x: 1850 }, [screen])).toBeUndefined();
    expect(onScreen({ ...bounds, x: 1850 }, [screen, { ...screen, x: 1920 }])).toBeDefined();
    expect(onScreen({ ...bounds, y: -900 }, [screen])).toBeUndefined();
    expect(onScreen(null, [screen])).toBeUndefined();
  });
});
