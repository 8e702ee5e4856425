/** What the command prints, where, and with which exit code. */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Plan } from '../../contract/index.ts';
import { inRepository } from '../engine/repository.ts';
import { workplace } from '../support/small-tables.ts';

const words = ['t.csv', '--model', 'm.onnx', '--features', 'a,b,c', '-o', 'out.csv'];
const { version } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8')) as { version: string };

it('a run tells what was written, by which model, with what missing', async () => {
  const { stdout, stderr } = await workplace().score(...words);
  const lines = stdout.replaceAll(/[0-9a-f]{64}/g, 'SHA').split('\n');
  expect(lines[0]).toMatch(/^Wrote .*out\.csv: 3 rows, 53 B, in [\d.]+ s \([\d,]+ rows\/s\)$/);
  expect(lines.slice(1)).toEqual([
    expect.stringMatching(/^ {2}m on cpu, sha256 [0-9a-f]{12}: y$/),
    '    missing values: b 1',
    '  output sha256 SHA',
    '',
  ]);
  expect(stderr).toBe('');
});

it('--quiet prints nothing, not even warnings', async () => {
  const place = workplace();
  const ended = await place.score(...words, '--quiet', '--where', 'a > 100');
  expect(ended).toEqual({ exit: 0, signal: null, stdout: '', stderr: '' });
  expect(readFileSync(place.path('out.csv'), 'utf8')).toBe('id,a,b,c,y\n');
});

it('--quiet still prints errors', async () => {
  const ended = await workplace().run('score', 'nothing.csv', ...words.slice(1), '--quiet');
  expect(ended).toMatchObject({ exit: 2, stdout: '' });
  expect(ended.stderr).toMatch(/^rowcast: No file is at "nothing\.csv"\. \[SOURCE_NOT_FOUND\]\n/);
});

describe('numbers that may be read otherwise than they are meant', () => {
  const warning = [
    'warning: Column "b" is read with decimal points: "1.400" as 1.4. Column "c" has decimal commas: "2,5". The points most likely part thousands.',
    '  Pass --decimal , --thousands . to read them as numbers, "1.400" as 1400, or --decimal . to leave all as it is.',
    '',
  ].join('\n');
  const doubtful = () => workplace('id;a;b;c\n1;1;1.400;2,5\n2;2;900;3\n');

  it('are warned of once, before a run and after a preview', async () => {
    const bound = ['t.csv', '--model', 'm.onnx', '--features', 'a,b,b', '-o', 'out.csv'];
    const scored = await doubtful().score(...bound);
    expect({ exit: scored.exit, stderr: scored.stderr }).toEqual({ exit: 0, stderr: warning });
    expect((await doubtful().score(...bound, '--dry-run')).stderr).toBe(warning);
    expect((await doubtful().run('preview', 't.csv')).stderr).toBe(warning);
    const golden = await doubtful().run('golden', 'm.onnx', 't.csv', '--features', 'a,b,b');
    expect({ exit: golden.exit, stderr: golden.stderr }).toEqual({ exit: 0, stderr: warning });
  });

  it('are read as is said', async () => {
    const place = doubtful();
    const said = ['--decimal', ',', '--thousands', '.'];
    expect(await place.score(...words, ...said)).toMatchObject({ exit: 0, stderr: '' });
    expect(readFileSync(place.path('out.csv'), 'utf8')).toBe('id;a;b;c;y\n1;1;1.400;2,5;14251,0\n2;2;900;3;9302,0\n');
  });
});

describe('--dry-run', () => {
  it('prints the binding and the SQL and writes nothing', async () => {
    const place = workplace();
    const { stdout } = await place.score(...words, '--dry-run');
    expect(stdout).toContain('Model m (m.onnx, cpu)\n');
    expect(stdout).toMatch(/^x +b +float +b +BIGINT +features +nan$/m);
    expect(stdout).toContain('adds y (FLOAT)\n');
    expect(stdout).toMatch(/\nSQL\nCOPY \(\nSELECT /);
    expect(readdirSync(place.folder).toSorted()).toEqual(['m.onnx', 't.csv']);
  });

  it('is shown although the output is there, with a warning', async () => {
    const place = workplace();
    writeFileSync(place.path('out.csv'), 'old');
    const ended = await place.score(...words, '--dry-run');
    expect(ended).toMatchObject({
      exit: 0,
      stderr:
        'warning: The output "out.csv" is there already: a run would stop.\n  Pass --overwrite, or name another file.\n',
    });
    expect(ended.stdout).toContain('adds y (FLOAT)\n');
    expect(readFileSync(place.path('out.csv'), 'utf8')).toBe('old');
    expect((await place.score(...words, '--dry-run', '--overwrite')).stderr).toBe('');
  });

  it('prints a plan as JSON', async () => {
    const place = workplace();
    const plan = Plan.parse(JSON.parse((await place.score(...words, '--dry-run', '--json')).stdout));
    expect(plan.columns).toEqual(['id', 'a', 'b', 'c', 'y']);
    expect(plan.sql).toContain('COPY');
    expect(existsSync(place.path('out.csv'))).toBe(false);
  });
});

describe('help', () => {
  it.each([
    [['--help'], ['score [options] <DATA...>', 'preview [options] <DATA...>', 'inspect [options] <MODEL>']],
    [
      ['score', '--help'],
      ['--model', '--output', '--keep', '--bind', '--missing', '--where', '--dry-run', '--receipt'],
    ],
    [
      ['preview', '--help'],
      ['--delimiter', '--type', '--json'],
    ],
    [
      ['help', 'inspect'],
      ['--json', 'an .onnx file'],
    ],
  ])('%j', async (asked, expected) => {
    const ended = await workplace().run(...asked);
    expect(ended).toMatchObject({ exit: 0, stderr: '' });
    for (const text of expected) expect(ended.stdout).toContain(text);
  });

  it('comes on stderr, with exit code 2, where no command is given', async () => {
    const ended = await workplace().run();
    expect(ended).toMatchObject({ exit: 2, stdout: '' });
    expect(ended.stderr).toMatch(/^Usage: rowcast \[options\] \[command\]\n/);
  });
});

describe('the version', () => {
  it('is the package’s', async () => {
    expect(await workplace().run('--version')).toEqual({ exit: 0, signal: null, stdout: `${version}\n`, stderr: '' });
  });

  it.skipIf(process.platform === 'win32')('is there through npx from the checkout', async () => {
    const { stdout } = await promisify(execFile)('npx', ['--no-install', 'rowcast', '--version'], {
      cwd: inRepository(''),
    });
    expect(stdout).toBe(`${version}\n`);
  });
});
