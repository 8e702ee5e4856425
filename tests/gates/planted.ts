/** Code that breaks one rule each, with the rule that has to say so. */

export interface Violation {
  file: string;
  rule: string;
  code: string;
}

const layers = 'eslint(no-restricted-imports)';
const breaksLayer = (file: string, from: string): Violation => ({
  file,
  rule: layers,
  code: `import * as other from '${from}';\nexport const used = other;\n`,
});

const lines = (count: number, line: string): string => `${line}\n`.repeat(count);

export const lint: Violation[] = [
  breaksLayer('contract/takes-node.ts', 'node:fs'),
  breaksLayer('contract/takes-yaml.ts', 'yaml'),
  breaksLayer('contract/takes-server-package.ts', '@orpc/server'),
  breaksLayer('contract/takes-engine.ts', '../engine/answer.ts'),
  { file: 'contract/takes-engine-late.ts', rule: layers, code: "export const late = import('../engine/answer.ts');\n" },
  { file: 'contract/takes-type.ts', rule: layers, code: "export type { answer } from '../engine/answer.ts';\n" },
  breaksLayer('engine/takes-cli.ts', '../cli/main.ts'),
  breaksLayer('engine/source/takes-cli.ts', '../../cli/main.ts'),
  breaksLayer('engine/takes-commander.ts', 'commander'),
  breaksLayer('engine/takes-tests.ts', '../tests/answer.test.ts'),
  breaksLayer('cli/takes-duckdb.ts', '@duckdb/node-api'),
  breaksLayer('cli/takes-server.ts', '../server/main.ts'),
  breaksLayer('cli/takes-renderer.ts', '../renderer/main.tsx'),
  breaksLayer('engine/takes-server.ts', '../server/supervise.ts'),
  breaksLayer('engine/takes-electron.ts', 'electron'),
  breaksLayer('server/takes-cli.ts', '../cli/main.ts'),
  breaksLayer('server/takes-duckdb.ts', '@duckdb/node-api'),
  breaksLayer('server/takes-electron.ts', '../electron/main/main.ts'),
  breaksLayer('server/takes-renderer.ts', '../renderer/main.tsx'),
  breaksLayer('electron/main/takes-engine.ts', '../../engine/answer.ts'),
  breaksLayer('electron/main/takes-engine-host.ts', '../engine-host/main.ts'),
  breaksLayer('electron/main/takes-server.ts', '../../server/supervise.ts'),
  breaksLayer('electron/main/takes-duckdb.ts', '@duckdb/node-api'),
  breaksLayer('electron/preload/takes-engine.ts', '../../engine/answer.ts'),
  breaksLayer('electron/engine-host/takes-renderer.ts', '../../renderer/main.tsx'),
  breaksLayer('electron/engine-host/takes-main.ts', '../main/main.ts'),
  breaksLayer('renderer/takes-node.ts', 'node:fs/promises'),
  breaksLayer('renderer/takes-electron.ts', 'electron'),
  breaksLayer('renderer/features/takes-engine.ts', '../../engine/answer.ts'),
  breaksLayer('renderer/takes-server.ts', '../server/supervise.ts'),
  {
    file: 'renderer/reads-environment.ts',
    rule: 'eslint(no-restricted-globals)',
    code: "export const home = process.env['HOME'];\n",
  },
  breaksLayer('renderer/takes-shell.tsx', '../electron/preload/main.ts'),
  breaksLayer('renderer/features/takes-duckdb.tsx', '@duckdb/node-api'),
  { file: 'engine/circle-a.ts', rule: 'import(no-cycle)', code: "export { b as a } from './circle-b.ts';\n" },
  { file: 'engine/circle-b.ts', rule: 'import(no-cycle)', code: "export { a as b } from './circle-a.ts';\n" },
  {
    file: 'engine/floats.ts',
    rule: 'typescript(no-floating-promises)',
    code: 'const work = async (): Promise<void> => {};\nexport const start = (): void => {\n  work();\n};\n',
  },
  {
    file: 'engine/misses-case.ts',
    rule: 'typescript(switch-exhaustiveness-check)',
    code: "export const f = (a: 'x' | 'y'): void => {\n  switch (a) {\n    case 'x':\n  }\n};\n",
  },
  { file: 'engine/any.ts', rule: 'typescript(no-explicit-any)', code: 'export const f = (a: any): unknown => a;\n' },
  {
    file: 'engine/any-that-leaks.ts',
    rule: 'typescript(no-unsafe-return)',
    code: 'export const f = (a: string): string => JSON.parse(a);\n',
  },
  { file: 'engine/default.ts', rule: 'import(no-default-export)', code: 'export default 1;\n' },
  { file: 'engine/unused.ts', rule: 'eslint(no-unused-vars)', code: 'const a = 1;\nexport const b = 2;\n' },
  { file: 'engine/let.ts', rule: 'eslint(prefer-const)', code: 'let a = 1;\nexport const b = a;\n' },
  { file: 'engine/speaks.ts', rule: 'eslint(no-console)', code: "console.log('here');\n" },
  { file: 'engine/camelCase.ts', rule: 'unicorn(filename-case)', code: 'export const a = 1;\n' },
  { file: 'engine/long.ts', rule: 'eslint(max-lines)', code: lines(401, '// one more line') },
  {
    file: 'engine/long-function.ts',
    rule: 'eslint(max-lines-per-function)',
    code: `export const f = (a: number): void => {\n${lines(61, '  void a;')}};\n`,
  },
  { file: 'engine/barrel.ts', rule: 'oxc(no-barrel-file)', code: "export * from './answer.ts';\n" },
];

export const types: Violation[] = [
  { file: 'contract/reads-environment.ts', rule: 'TS2591', code: 'export const home = process.env;\n' },
  { file: 'contract/takes-engine.ts', rule: 'TS6307', code: "export { answer } from '../engine/answer.ts';\n" },
  { file: 'contract/draws.ts', rule: 'TS2584', code: 'export const title = document.title;\n' },
  { file: 'engine/wrong.ts', rule: 'TS2322', code: "export const count: number = 'one';\n" },
  { file: 'engine/draws.ts', rule: 'TS2584', code: 'export const title = document.title;\n' },
  { file: 'server/draws.ts', rule: 'TS2584', code: 'export const title = document.title;\n' },
  { file: 'renderer/takes-engine.ts', rule: 'TS6307', code: "export { answer } from '../engine/answer.ts';\n" },
  { file: 'electron/main/draws.ts', rule: 'TS2584', code: 'export const title = document.title;\n' },
  { file: 'engine/unchecked.ts', rule: 'TS2322', code: 'export const f = (a: number[]): number => a[0];\n' },
];

/** Assembled here, so that the text gate does not find them in this file. */
export const text: Violation[] = [
  { file: 'docs/notes.md', rule: 'a path of one machine', code: `See ${['', 'work', 'main'].join('/')}.\n` },
  { file: 'docs/log.md', rule: 'a path of one machine', code: `Logged to ${['bash', 'jobs'].join('_')}.\n` },
  {
    file: 'lock.json',
    rule: 'the host of a package registry',
    code: `"https://${['registry', 'npmjs', 'org'].join('.')}/zod"\n`,
  },
  { file: 'engine/utils.ts', rule: 'name the file by what it does', code: 'export const a = 1;\n' },
  { file: 'native/planted/src/helpers/mod.rs', rule: 'name the file by what it does', code: '//! A helper.\n' },
];

export const clippy: Violation[] = [
  {
    file: 'native/planted/src/lib.rs',
    rule: 'clippy::unwrap-used',
    code: '//! Docs.\n\n/// Docs.\npub fn first(a: &[u8]) -> u8 {\n    *a.first().unwrap()\n}\n',
  },
  {
    file: 'native/planted/src/lib.rs',
    rule: 'clippy::undocumented-unsafe-blocks',
    code: '//! Docs.\n\n/// Docs.\npub fn first(a: &[u8]) -> u8 {\n    unsafe { *a.as_ptr() }\n}\n',
  },
  {
    file: 'native/planted/src/lib.rs',
    rule: 'clippy::needless-return',
    code: '//! Docs.\n\n/// Docs.\npub fn one() -> u8 {\n    return 1;\n}\n',
  },
];
