/** Paths in requests: every method refuses what lies outside the folders that were opened, by whatever way it is named. */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyContractProcedure } from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { FilePath, methods } from '../../contract/index.ts';
import { AllowedFolders } from '../../engine/access/file-access.ts';
import { openEngine, type Engine } from '../../engine/engine.ts';
import { freshFolder, lastingFolder } from '../engine/fresh-folder.ts';
import { faultOf } from '../engine/scoring.ts';
import { pathsOf, requestOf } from './requests.ts';

const { folder, remove } = lastingFolder();
const open = join(folder, 'open');
const secret = join(folder, 'secret', 'table.csv');
let engine: Engine;

beforeAll(async () => {
  mkdirSync(open);
  mkdirSync(join(folder, 'secret'));
  writeFileSync(secret, 'a,b\n1,2\n');
  writeFileSync(join(open, 'table.csv'), 'a,b\n1,2\n');
  engine = await openEngine({ access: new AllowedFolders([open]) });
});
afterAll(async () => {
  await engine.close();
  remove();
});

interface Method {
  name: string;
  input: z.ZodType | undefined;
}

const contractMethods: Method[] = Object.entries(methods).flatMap(([group, members]) =>
  Object.entries<AnyContractProcedure>(members).map(([name, procedure]) => ({
    name: `${group}.${name}`,
    input: procedure['~orpc'].inputSchema as z.ZodType | undefined,
  })),
);

/** They look a path up in the history and open nothing. */
const onlyLookedUp = ['library.forgetModel', 'library.forgetSource', 'library.reading'];

function call({ name }: Method, input: unknown): Promise<unknown> {
  const [group = '', member = ''] = name.split('.');
  const groups = engine.methods as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
  const method = groups[group]?.[member];
  if (method === undefined) throw new Error(`the engine has no ${name}`);
  return method(input);
}

describe('each method of the contract', () => {
  const withPaths = contractMethods.filter(({ input }) => input !== undefined && pathsOf(input).length > 0);

  it('knows every field that is called like a path as one', () => {
    const unknown = contractMethods
      .filter(({ name }) => !onlyLookedUp.includes(name))
      .flatMap(({ name, input }) => (input === undefined ? [] : pathsOf(input).map((path) => ({ name, ...path }))))
      .filter(({ schema }) => schema !== FilePath);
    expect(unknown).toEqual([]);
    expect(withPaths.length).toBeGreaterThan(12);
  });

  const cases = withPaths
    .filter(({ name }) => !onlyLookedUp.includes(name))
    .flatMap((method) => pathsOf(method.input).map(({ at }) => ({ ...method, at })));

  it.each(cases)('$name refuses $at elsewhere', async ({ at, ...method }) => {
    const input = requestOf(method.input, (field) => (field === at ? secret : join(open, 'table.csv')));
    expect(method.input?.safeParse(input).error).toBeUndefined();
    expect(await faultOf(call(method, input))).toMatchObject({
      code: 'PATH_NOT_ALLOWED',
      message: `"${secret}" is outside the folders that were opened to Rowcast: ${open}.`,
      hint: `Choose a file in those folders, or start it with \`rowcast app --folder "${join(folder, 'secret')}"\`.`,
    });
  });
});

describe('a path', () => {
  const exists = (path: string): Promise<boolean> => engine.methods.files.exists({ path });
  const refused = async (path: string): Promise<string> => {
    const fault = await faultOf(exists(path));
    expect(fault.code).toBe('PATH_NOT_ALLOWED');
    return fault.message;
  };

  it('inside is fine, there or not yet', async () => {
    expect(await exists(join(open, 'table.csv'))).toBe(true);
    expect(await exists(join(open, 'new', 'folder', 'out.csv'))).toBe(false);
    expect(await exists(open)).toBe(true);
  });

  it('with dots that lead out is refused', async () => {
    await refused(`${open}/../secret/table.csv`);
    await refused(`${open}/nothing/../../secret/table.csv`);
    await refused(`${open}/..`);
  });

  it('of a folder whose name only begins alike is refused', async () => {
    await refused(`${open}-not/table.csv`);
  });

  it('through a link that leads out is refused, and its aim is named', async () => {
    symlinkSync(secret, join(open, 'link.csv'));
    symlinkSync(join(folder, 'secret'), join(open, 'linked'));
    expect(await refused(join(open, 'link.csv'))).toBe(
      `"${join(open, 'link.csv')}" leads to "${secret}", which is outside the folders that were opened to Rowcast: ${open}.`,
    );
    await refused(join(open, 'linked', 'table.csv'));
    await refused(join(open, 'linked', 'new.csv'));
  });

  it('through a link to what is not there yet is refused, which writing would make', async () => {
    symlinkSync(join(folder, 'secret', 'new.csv'), join(open, 'leads-nowhere.csv'));
    await refused(join(open, 'leads-nowhere.csv'));
    symlinkSync('circle', join(open, 'circle'));
    await refused(join(open, 'circle'));
  });

  it('within a file is no way out', async () => {
    expect(await exists(join(open, 'table.csv', 'inner'))).toBe(false);
    await refused(join(open, 'table.csv', '..', '..', 'secret'));
  });

  it('is taken as it is where it holds a NUL', async () => {
    await expect(exists(`${open}/a\0b`)).rejects.toThrow('Input validation failed');
  });
});

describe('a glob', () => {
  const preview = (pattern: string): Promise<unknown> =>
    engine.methods.source.preview({ source: { paths: [pattern] }, rowLimit: 1 });

  it('inside is fine', async () => {
    await expect(preview(join(open, 'ta*.csv'))).resolves.toMatchObject({ rowCount: 1 });
  });

  it.each<[string, (within: string) => string]>([
    ['begins outside', () => join(folder, '*', 'table.csv')],
    ['begins in another folder', (within) => join(within, '*.csv')],
    ['matches a link that leads out', () => join(open, 'x-*.csv')],
    ['leads out behind its first star', () => `${open}/*/../../secret/*.csv`],
  ])('is refused where it %s', async (_, pattern) => {
    mkdirSync(join(open, 'inner'), { recursive: true });
    rmSync(join(open, 'x-link.csv'), { force: true });
    symlinkSync(secret, join(open, 'x-link.csv'));
    expect((await faultOf(preview(pattern(freshFolder())))).code).toBe('PATH_NOT_ALLOWED');
  });
});

describe('a listing', () => {
  it('has folders first, then files in the order of people, and nothing hidden or outside', async () => {
    const within = join(open, 'listed');
    mkdirSync(join(within, 'z-folder'), { recursive: true });
    for (const name of ['b10.csv', 'b9.csv', 'A.csv', '.hidden.csv']) writeFileSync(join(within, name), 'a\n1\n');
    symlinkSync(secret, join(within, 'out.csv'));
    symlinkSync('nowhere', join(within, 'broken.csv'));
    symlinkSync('b9.csv', join(within, 'c.csv'));
    const listing = await engine.methods.files.list({ folder: within });
    expect(listing).toMatchObject({ folder: within, parent: open, roots: [open] });
    expect(listing.entries.map(({ kind, name, bytes }) => [kind, name, bytes])).toEqual([
      ['folder', 'z-folder', null],
      ['file', 'A.csv', 4],
      ['file', 'b9.csv', 4],
      ['file', 'b10.csv', 4],
      ['file', 'c.csv', 4],
    ]);
  });

  it('begins in the first folder, which has none above it', async () => {
    expect(await engine.methods.files.list({})).toMatchObject({ folder: open, parent: null });
  });

  it.each([
    ['gone', 'SOURCE_NOT_FOUND', 'No folder is at "PATH".'],
    ['table.csv', 'SOURCE_UNREADABLE', '"PATH" cannot be listed: it is a file.'],
  ])('of %s fails', async (name, code, message) => {
    const path = join(open, name);
    const fault = await faultOf(engine.methods.files.list({ folder: path }));
    expect(fault).toMatchObject({ code, message: message.replace('PATH', path), hint: 'Choose another folder.' });
  });
});
