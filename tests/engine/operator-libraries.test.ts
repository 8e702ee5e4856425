/** Models with operators of a library that the user gives, which is built here as its makers would. */
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Receipt } from '../../contract/index.ts';
import { sha256 } from '../support/folder-state.ts';
import { rowcast, start } from '../support/rowcast-command.ts';
import { workplace, type Workplace } from '../support/small-tables.ts';
import { fixtureModel, inRepository } from './repository.ts';
import { useTables } from './use-tables.ts';

const tables = useTables();
const names = { darwin: 'libmagic_operators.dylib', win32: 'magic_operators.dll' } as Readonly<Record<string, string>>;
const built = inRepository('native/target/debug/examples');
const library = `${built}/${names[process.platform] ?? 'libmagic_operators.so'}`;
const words = ['--features', 'a,b,c', '-o', 'out.parquet'];
const overwriting = ['--features', 'a,b,c', '-o', 'magic.so', '--output-format', 'csv', '--overwrite'];

beforeAll(async () => {
  const cargo = ['build', '--quiet', '--locked', '-p', 'rowcast-runtime', '--example', 'magic_operators'];
  const { ended } = start('cargo', cargo, inRepository('native'));
  expect(await ended).toMatchObject({ exit: 0, stderr: '' });
});

function place(): Workplace {
  const made = workplace();
  copyFileSync(library, made.path('magic.so'));
  copyFileSync(fixtureModel('unknown-operator'), made.path('m.onnx'));
  writeFileSync(made.path('t.csv'), 'a,b,c\n1,2,3\n4,5,6\n0.5,0,0\n');
  return made;
}

it('score with it, from the command line and from a job file elsewhere, and the receipt says which it was', async () => {
  const made = place();
  const { folder } = made;
  const asked = ['score', 't.csv', '--model', 'm.onnx', ...words, '--extensions', 'magic.so'];
  const ended = await rowcast(folder, ...asked, '--json', '--save-job', 'job.yaml');
  expect(ended).toMatchObject({ exit: 0, stderr: '' });
  const used = [{ path: made.path('magic.so'), sha256: sha256(made.path('magic.so')) }];
  const receipt = Receipt.parse(JSON.parse(ended.stdout));
  expect(receipt.models[0]).toMatchObject({ extensions: used, provider: { ran: 'cpu' } });
  expect(await tables.cell(`SELECT list(y) FROM '${made.path('out.parquet')}'`)).toEqual([321, 654, 0.5]);
  expect(readFileSync(made.path('job.yaml'), 'utf8')).toContain('extensions:\n  - magic.so\n');
  expect(await rowcast(built, 'run', made.path('job.yaml'), '--overwrite', '--quiet')).toMatchObject({
    exit: 0,
    stderr: '',
  });
});

it('score with it on a device that is asked for, which is told why the processor ran it', async () => {
  const { folder } = place();
  const asked = ['score', 't.csv', '--model', 'm.onnx', ...words, '--extensions', 'magic.so', '--provider', 'webgpu'];
  const { provider } = Receipt.parse(JSON.parse((await rowcast(folder, ...asked, '--json')).stdout)).models[0] ?? {};
  expect(provider).toMatchObject({
    ran: 'cpu',
    why: 'It comes with a library of operators, which the processor runs.',
  });
});

it('keep golden rows of a model, and compare it with itself', async () => {
  const { folder } = place();
  const withMagic = ['--extensions', 'magic.so'];
  expect(await rowcast(folder, 'golden', 'm.onnx', 't.csv', '--features', 'a,b,c', ...withMagic)).toMatchObject({
    exit: 0,
    stderr: '',
  });
  const both = ['--champion', 'm.onnx', '--challenger', 'm.onnx', '--features', 'a,b,c'];
  const compared = await rowcast(folder, 'compare', 't.csv', ...both, ...withMagic, '--golden', 'always', '-o', 'out');
  expect(compared).toMatchObject({ exit: 0, stderr: '' });
});

describe('are refused', () => {
  it.each([
    [
      'where none is there',
      [...words, '--extensions', 'magic.dll'],
      'There is no library of operators "magic.dll". [OPERATORS_NOT_LOADABLE]\n  The nearest name in that folder is "magic.so".',
    ],
    [
      'that are something else',
      [...words, '--extensions', 't.csv'],
      /^rowcast: Library of operators ".*t\.csv" could not be loaded: .+\. \[OPERATORS_NOT_LOADABLE\]\n {2}Name a shared library that was built for this system and processor\.\n$/,
    ],
    [
      'that have no operators',
      [...words, '--extensions', 'other.so'],
      /^rowcast: ".*other\.so" is no library of ONNX operators: it has no RegisterCustomOps\. \[OPERATORS_NOT_LOADABLE\]\n {2}Name the shared library that was built with the operators\.\n$/,
    ],
    [
      'that are to be the output',
      [...overwriting, '--extensions', 'magic.so'],
      /^rowcast: The output "magic\.so" is a library of operators \("magic\.so"\)\. \[DESTINATION_IS_SOURCE\]/,
    ],
  ])('%s', async (_, said, expected) => {
    const made = place();
    const { folder } = made;
    copyFileSync(inRepository('build/native/rowcast.duckdb_extension'), made.path('other.so'));
    const before = sha256(made.path('magic.so'));
    const ended = await rowcast(folder, 'score', 't.csv', '--model', 'm.onnx', ...said);
    expect(ended).toMatchObject({ exit: 2, stdout: '' });
    if (typeof expected === 'string') expect(ended.stderr).toBe(`rowcast: ${expected}\n`);
    else expect(ended.stderr).toMatch(expected);
    expect(existsSync(made.path('out.parquet'))).toBe(false);
    expect(sha256(made.path('magic.so'))).toBe(before);
  });
});
