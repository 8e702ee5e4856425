/** Each gate passes a faultless house, and fails on a planted violation and on nothing to look at. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bare, check, house, workspace, type Files } from './house.ts';
import { clippy, lint, text, types, type Violation } from './planted.ts';

const folders: string[] = [];
const kept = (folder: string): string => {
  folders.push(folder);
  return folder;
};
const plant = (violations: Violation[]): string =>
  kept(house(Object.fromEntries(violations.map(({ file, code }) => [file, code]))));

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

it('passes a faultless house', async () => {
  const { code, output } = await check(kept(house()));
  expect(output).not.toContain('FAIL');
  expect(output.match(/^ok /gm)).toHaveLength(7);
  expect(code).toBe(0);
});

describe('lint', () => {
  let output = '';
  let code: number | null = 0;
  beforeAll(async () => {
    ({ output, code } = await check(plant(lint), 'lint'));
  });

  it('fails', () => expect(code).toBe(1));

  it.each(lint)('$rule in $file', ({ file, rule }) => {
    const blocks = output.split(/^ {2}(?=\S )/m).filter((block) => block.includes(`[${file}:`));
    expect(blocks.map((block) => /^\S (\S+\)):/.exec(block)?.[1])).toContain(rule);
  });
});

describe('types', () => {
  it('each runtime knows only what exists there', async () => {
    const folder = plant(types);
    const { code, output } = await check(folder, 'types');
    for (const { file, rule } of types) expect(output).toMatch(new RegExp(`^${file}\\(.*${rule}`, 'm'));
    expect(code).toBe(1);
    const files = readdirSync(join(folder, 'engine'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name);
    expect(files.filter((name) => !/\.(?:ts|json)$/.test(name))).toEqual([]);
  });
});

describe('text', () => {
  it('paths, hosts and names that say nothing', async () => {
    const { code, output } = await check(plant(text), 'text');
    for (const { file, rule } of text) {
      expect(output.split('\n')).toContainEqual(expect.stringMatching(`^${file}:.*${rule}`));
    }
    expect(code).toBe(1);
  });
});

describe('format, dead code, rustfmt', () => {
  it.each<[string, Files, RegExp]>([
    ['format', { 'engine/answer.ts': 'export  const a=1\n' }, /engine\/answer\.ts/],
    ['dead-code', { 'engine/orphan.ts': 'export const a = 1;\n' }, /Unused files[^]*engine\/orphan\.ts/],
    ['dead-code', { 'scripts/greet.mjs': "import 'left-pad';\n" }, /Unlisted dependencies[^]*left-pad/],
    [
      'dead-code',
      { 'engine/answer.ts': 'export const answer = String;\nexport const b = 1;\n' },
      /Unused exports[^]*\bb\b/,
    ],
    ['rustfmt', { 'native/planted/src/lib.rs': '//! Docs.\nconst  A:u8=1;\n' }, /^\S*planted\/src\/lib\.rs$/m],
  ])('%s %o', async (gate, files, expected) => {
    const { code, output } = await check(kept(house(files)), gate);
    expect(output).toMatch(expected);
    expect(code).toBe(1);
  });
});

describe('clippy', () => {
  it.each(clippy)('$rule', async (violation) => {
    const { code, output } = await check(plant([violation]), 'clippy');
    expect(output).toContain(violation.rule);
    expect(code).toBe(1);
  });
});

describe('nothing to look at', () => {
  const empty: Files = { 'native/Cargo.toml': workspace('members = []') };

  /** The house with its configuration, and nothing that the configuration is about. */
  function deserted(): string {
    const folder = kept(house());
    const layers = ['contract', 'electron', 'engine', 'server', 'cli', 'renderer', 'scripts', 'tests'];
    for (const layer of layers) {
      const files = readdirSync(join(folder, layer), { recursive: true, withFileTypes: true });
      for (const file of files.filter((entry) => entry.isFile() && entry.name !== 'tsconfig.json')) {
        rmSync(join(file.parentPath, file.name));
      }
    }
    return folder;
  }

  it.each<[string, () => string, RegExp]>([
    ['format', () => kept(bare({})), /saw no input/],
    ['lint', deserted, /saw no input/],
    ['types', deserted, /engine\/tsconfig\.json includes no file/],
    ['dead-code', deserted, /Refine project pattern \(no matches\)/],
    ['text', () => kept(bare({})), /saw no input/],
    ['rustfmt', () => kept(bare(empty)), /Failed to find targets/],
    ['clippy', () => kept(bare(empty)), /the workspace has no members/],
  ])('%s fails', async (gate, folder, reason) => {
    const { code, output } = await check(folder(), gate);
    expect(output).toMatch(/^FAIL/);
    expect(output).toMatch(reason);
    expect(code).toBe(1);
  });

  it('a single layer without files fails', async () => {
    const folder = kept(house());
    rmSync(join(folder, 'cli/main.ts'));
    const { code, output } = await check(folder, 'types');
    expect(output).toContain('cli/tsconfig.json includes no file');
    expect(code).toBe(1);
  });

  it('a gate that does not exist fails', async () => {
    const { code, output } = await check(kept(bare({})), 'lnit');
    expect(output).toContain('No gate is called lnit');
    expect(code).toBe(1);
  });
});
