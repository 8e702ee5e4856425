/** A small, faultless copy of the repository's layout in a temporary folder, under the repository's own configuration. */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Files = Record<string, string>;

const repository = fileURLToPath(new URL('../..', import.meta.url));

const browserTest = `import { expect, test } from '@playwright/test';

test('opens', ({ page }) => expect(page.title()).resolves.toBe(''));
`;

/** Every project that the repository type-checks. */
const projects = (
  JSON.parse(readFileSync(join(repository, 'tsconfig.json'), 'utf8')) as { references: { path: string }[] }
).references.map(({ path }) => path);

const configuration = [
  '.gitignore',
  '.oxfmtrc.json',
  '.oxlintrc.json',
  'knip.json',
  'tsconfig.base.json',
  'tsconfig.json',
  ...projects.map((project) => `${project}/tsconfig.json`),
  'native/clippy.toml',
  'native/rustfmt.toml',
];

const manifest = {
  name: 'house',
  private: true,
  type: 'module',
  scripts: { bench: 'node tests/bench/bench.mjs', test: 'vitest', check: 'playwright' },
  dependencies: { '@orpc/contract': '*', ws: '*', zod: '*' },
  devDependencies: Object.fromEntries(
    [
      ['@playwright/test', '@types/node', '@types/react', '@types/ws', 'electron', 'electron-builder', 'oxlint'],
      ['oxlint-tsgolint', 'react', 'typescript', 'vite', 'vitest'],
    ]
      .flat()
      .map((name) => [name, '*']),
  ),
};

/** Uses what each layer may use, so that a rule that forbids too much fails as well. */
const faultless: Files = {
  'package.json': `${JSON.stringify(manifest, undefined, 2)}\n`,
  'contract/index.ts': "export * from './answer.ts';\n",
  'contract/answer.ts': `import { oc } from '@orpc/contract';
import { z } from 'zod';

export const Answer = z.number();
export const ask = oc.output(Answer);
`,
  'engine/answer.ts': `import { readFileSync } from 'node:fs';
import { Answer } from '../contract/index.ts';

export const answer = (file: string): number => Answer.parse(readFileSync(file, 'utf8').length);
`,
  'engine/model/provider-trial-process.ts': 'process.exitCode = 0;\n',
  'server/main.ts': `import { WebSocketServer } from 'ws';
import { answer } from '../engine/answer.ts';

new WebSocketServer({ noServer: true }).on('connection', () => answer('package.json'));
`,
  'server/supervise.ts': `import { fork } from 'node:child_process';

export const supervise = (): void => void fork('server.js');
`,
  'cli/main.ts': `import { ask } from '../contract/index.ts';
import { answer } from '../engine/answer.ts';
import { supervise } from '../server/supervise.ts';

console.log(ask, answer('package.json'), supervise);
`,
  'electron/ipc/messages.ts': "export interface Serve {\n  ask: 'serve';\n}\n",
  'electron/main/main.ts': `import { app } from 'electron';
import { ask } from '../../contract/index.ts';
import type { Serve } from '../ipc/messages.ts';

app.on('ready', () => {
  const message: Serve = { ask: 'serve' };
  process.emitWarning(message.ask, ask['~orpc'].route.path);
});
`,
  'electron/preload/main.ts': `import { contextBridge } from 'electron';
import type { Serve } from '../ipc/messages.ts';

const message: Serve = { ask: 'serve' };
contextBridge.exposeInMainWorld('house', { message, title: document.title });
`,
  'electron/engine-host/main.ts': `import type { MessageEvent } from 'electron';
import { answer } from '../../engine/answer.ts';
import type { Serve } from '../ipc/messages.ts';

process.parentPort.on('message', ({ data }: MessageEvent) => answer((data as Serve).ask));
`,
  'renderer/main.tsx': `import { createElement } from 'react';
import { ask } from '../contract/index.ts';

document.title = createElement('p', null, ask['~orpc'].route.path).type;
`,
  'renderer/vite.config.ts': `import { defineConfig } from 'vite';

export default defineConfig({ base: './' });
`,
  'scripts/greet.mjs': "console.log('hello');\n",
  'tests/answer.test.ts': `import { expect, it } from 'vitest';
import { answer } from '../engine/answer.ts';

it('answers', () => expect(answer('package.json')).toBe(42));
`,
  'tests/bench/bench.mjs': "console.log('1 s');\n",
  'tests/e2e/playwright.config.mjs': `import { defineConfig } from '@playwright/test';

export default defineConfig({ testDir: '..' });
`,
  'tests/e2e/opens.spec.ts': browserTest,
  'tests/electron/opens.spec.ts': browserTest,
  ...Object.fromEntries(
    ['electron/double/launch', 'electron/double/resolve-electron', 'electron/double/utility-child']
      .concat('home/history-writer', 'home/run-worker', 'matrix/score-worker')
      .map((name) => [`tests/${name}.mjs`, 'process.exitCode = 0;\n']),
  ),
  'tests/renderer/title.test.ts': `import { expect, it } from 'vitest';

it('has a title', () => expect(document.title).toBe(''));
`,
  'native/planted/Cargo.toml': `[package]
name = "planted"
version = "0.0.0"
edition = "2024"

[lints]
workspace = true
`,
  'native/planted/src/lib.rs': `//! A crate without fault.

/// The answer.
pub const ANSWER: u8 = 42;
`,
};

/** The house with these files added or replaced; the folder lies under the system's temporary folder. */
export function house(extra: Files = {}): string {
  const folder = bare({ 'native/Cargo.toml': workspace('members = ["planted"]'), ...faultless, ...extra });
  for (const file of configuration.filter((name) => existsSync(join(repository, name)))) {
    cpSync(join(repository, file), join(folder, file));
  }
  return folder;
}

/** A git repository with these files and nothing else. */
export function bare(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'rowcast-gates-'));
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'), 'junction');
  execFileSync('git', ['init', '--quiet', folder]);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** A Cargo workspace under the repository's own lint tables. */
export function workspace(members: string): string {
  const sections = readFileSync(join(repository, 'native/Cargo.toml'), 'utf8').split(/^(?=\[)/m);
  return `[workspace]\nresolver = "3"\n${members}\n\n${sections.filter((text) => text.startsWith('[workspace.lints')).join('')}`;
}

/** Runs gates as `npm run check` does. */
export async function check(folder: string, ...gates: string[]): Promise<{ code: number | null; output: string }> {
  const script = join(repository, 'scripts/check.mjs');
  const child = spawn(process.execPath, [script, ...gates, '--root', folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, output };
}
