/** A job file that is wrong, or cannot be written, is told by line, key, what was expected and what was found. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Job } from '../../contract/index.ts';
import { parseJobFile } from '../../engine/job-file/read.ts';
import { freshFolder } from '../engine/fresh-folder.ts';
import { faultOf, useEngine } from '../engine/scoring.ts';

const engine = useEngine();

const good = ['source:', '  paths: [t.csv]', 'models:', '  - path: m.onnx', 'destination:', '  path: out.csv'];

/** The good file with lines put in place of one. */
function changed(line: number, ...instead: string[]): string {
  return [...good.slice(0, line - 1), ...instead, ...good.slice(line)].join('\n');
}

const correct = (line: number) => `Correct line ${line}, then run it again.`;

describe('a job file that is wrong', () => {
  it.each<[string, string, string, string]>([
    [
      'a key of the top',
      changed(5, 'modles: []', 'destination:'),
      'line 5: "modles" is no key of a job file: expected source, models, bind, features, byPosition, missing, onBadRow, where, keep, predictions, prefix, provider, requireProvider, trees, extensions, golden, explain, resources or destination.',
      'The nearest key is "models".',
    ],
    [
      'a key further in',
      changed(6, '  paht: out.csv'),
      'line 6: "destination.paht" is no key of a job file: expected path, format or overwrite.',
      'The nearest key is "path".',
    ],
    [
      'a key like none',
      changed(2, '  paths: [t.csv]', '  zzzzzzzz: 1'),
      'line 3: "source.zzzzzzzz" is no key of a job file: expected paths, format, csv or types.',
      'Remove it, or correct its name.',
    ],
    [
      'a key of a choice',
      changed(5, 'bind:', '  - input: a', '    column: b', 'destination:'),
      'line 7: "bind[0].column" is no key of a job file: expected input, columns or sql.',
      'The nearest key is "columns".',
    ],
    [
      'both of two choices',
      changed(5, 'bind:', '  - input: a', '    columns: [b]', '    sql: c', 'destination:'),
      'line 8: "bind[0].sql" cannot stand beside the keys that are there: expected an input with the columns, or the sql, that feed it.',
      'Remove one of them.',
    ],
    [
      'none of two choices',
      changed(5, 'bind:', '  - input: a', 'destination:'),
      'line 6: "bind[0]" is a group of keys: expected an input with the columns, or the sql, that feed it.',
      correct(6),
    ],
    [
      'a key that is missing',
      good.slice(0, 4).join('\n'),
      'line 1: "destination" is not there: expected the key path, and how the file is written.',
      correct(1),
    ],
    [
      'a missing key further in',
      changed(6, '  format: csv'),
      'line 5: "destination.path" is not there: expected text.',
      correct(5),
    ],
    [
      'a number for text',
      changed(2, '  paths: [t.csv, 2026]'),
      'line 2: "source.paths[1]" is 2026: expected text.',
      'Put it in quotes: "2026".',
    ],
    [
      'text for a number',
      changed(5, 'resources:', '  threads: many', 'destination:'),
      'line 6: "resources.threads" is "many": expected a whole number from 1.',
      correct(6),
    ],
    [
      'no thread',
      changed(5, 'resources:', '  threads: 0', 'destination:'),
      'line 6: "resources.threads" is 0: expected a whole number from 1.',
      correct(6),
    ],
    [
      'a size',
      changed(5, 'resources:', '  memoryLimit: lots', 'destination:'),
      'line 6: "resources.memoryLimit" is "lots": expected a size such as 512MB or 4GiB.',
      correct(6),
    ],
    [
      'a choice of words',
      changed(5, 'destination:', '  format: xlsx'),
      'line 6: "destination.format" is "xlsx": expected csv, csv.gz, tsv, tsv.gz, parquet, ndjson, ndjson.gz or arrow.',
      correct(6),
    ],
    [
      'a policy',
      changed(5, 'missing:', '  - missing: {policy: zero}', 'destination:'),
      'line 6: "missing[0].missing.policy" is "zero": expected nan, error, null, mean or value.',
      correct(6),
    ],
    [
      'a type',
      changed(2, '  paths: [t.csv]', '  types: {a: 1; DROP}'),
      'line 3: "source.types.a" is "1; DROP": expected the name of a type such as DOUBLE or DECIMAL(18,3).',
      correct(3),
    ],
    [
      'what is kept',
      changed(5, 'keep: some', 'destination:'),
      'line 5: "keep" is "some": expected all, none or a list of columns.',
      correct(5),
    ],
    [
      'an empty list',
      changed(2, '  paths: []'),
      'line 2: "source.paths" is an empty list: expected at least one entry.',
      correct(2),
    ],
    [
      'an empty text',
      changed(4, '  - path: ""'),
      'line 4: "models[0].path" is "": expected at least 1 character.',
      correct(4),
    ],
    [
      'a group for a list',
      changed(4, '  path: m.onnx'),
      'line 3: "models" is a group of keys: expected a list.',
      correct(3),
    ],
    ['a value that is empty', changed(6, '  path:'), 'line 6: "destination.path" is empty: expected text.', correct(6)],
    ['nothing', '', 'line 1: it is empty: expected the keys source, models and destination.', correct(1)],
    [
      'the word null as a policy',
      changed(5, 'missing:', '  - missing: {policy: null}', 'destination:'),
      'line 6: "missing[0].missing.policy" is empty: expected nan, error, null, mean or value.',
      'If you mean the word null, put it in quotes: "null".',
    ],
    [
      'the word null for bad rows',
      changed(5, 'onBadRow: null', 'destination:'),
      'line 5: "onBadRow" is empty: expected fail, null or quarantine.',
      'If you mean the word null, put it in quotes: "null".',
    ],
    [
      'a word for reasons',
      changed(5, 'explain: yes', 'destination:'),
      'line 5: "explain" is "yes": expected a whole number from 1 to 100, or all.',
      correct(5),
    ],
    [
      'a fraction for reasons',
      changed(5, 'explain: 2.5', 'destination:'),
      'line 5: "explain" is 2.5: expected a whole number from 1 to 100, or all.',
      correct(5),
    ],
    [
      'two documents',
      [...good, '---', ...good].join('\n'),
      'line 7: a second YAML document begins: expected one document.',
      'Write a file for each job.',
    ],
    ['a list', '- 1\n- 2', 'line 1: it is a list: expected the keys source, models and destination.', correct(1)],
    [
      'no YAML',
      changed(2, '  paths: [t.csv'),
      'line 3: it is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ].',
      'Correct it, then run it again; text with : # or quotes in it goes in double quotes.',
    ],
    [
      'a key twice',
      [...good, 'models: []'].join('\n'),
      'line 7: it is not YAML: Map keys must be unique.',
      'Correct it, then run it again; text with : # or quotes in it goes in double quotes.',
    ],
    [
      'a tag',
      changed(2, '  paths: !!js/function [t.csv]'),
      'line 2: it is not YAML: Unresolved tag: tag:yaml.org,2002:js/function.',
      'Correct it, then run it again; text with : # or quotes in it goes in double quotes.',
    ],
  ])('%s', async (_what, text, message, hint) => {
    const file = join(freshFolder(), 'job.yaml');
    writeFileSync(file, text);
    const fault = await faultOf(engine.methods.job.readFile({ path: file }));
    expect({ ...fault.toFault(), message: fault.message.replace(file, 'job.yaml') }).toEqual({
      code: 'JOB_FILE_INVALID',
      message: `Job file "job.yaml", ${message}`,
      hint,
    });
  });

  it.each<[string, (path: string) => void, string, string]>([
    ['is not there', () => undefined, 'No job file is at "$".', 'The nearest name in that folder is "jop.yaml".'],
    ['is a folder', (path) => mkdirSync(path), '"$" is no file: expected a job file.', 'Name the file itself.'],
    [
      'is no text',
      (path) => writeFileSync(path, Buffer.from([0xff, 0xfe, 0x00])),
      'Job file "$" could not be read: it is not UTF-8 text.',
      'Name a job file, which is YAML.',
    ],
    [
      'is a table',
      (path) => writeFileSync(path, 'a,b\n'.repeat(2 ** 20 + 1)),
      '"$" has 4,194,308 bytes: expected a job file, of at most 4,194,304.',
      'A job file is the YAML that `rowcast score … --save-job FILE` writes.',
    ],
  ])('%s', async (_what, make, message, hint) => {
    const folder = freshFolder();
    writeFileSync(join(folder, 'jop.yaml'), '');
    const file = join(folder, 'job.yaml');
    make(file);
    const fault = await faultOf(engine.methods.job.readFile({ path: file }));
    expect(fault.toFault()).toEqual({ code: 'JOB_FILE_INVALID', message: message.replace('$', file), hint });
  });

  it('multiplies itself', () => {
    const lists = [
      'a: &a [x, x, x, x, x, x, x, x, x]',
      ...'bcdefghi'
        .split('')
        .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(', ')}]`),
    ];
    expect(() => parseJobFile(lists.join('\n'), 'job.yaml')).toThrow(
      'Job file "job.yaml": Excessive alias count indicates a resource exhaustion attack.',
    );
  });
});

describe('a job file that cannot be written', () => {
  const job = (folder: string) =>
    Job.parse({
      source: { paths: [join(folder, 't.csv')] },
      models: [{ path: join(folder, 'm.onnx') }],
      destination: { path: join(folder, 'out.csv') },
    });

  it.each<[string, string, string, string, object?]>([
    [
      'job.yaml',
      'DESTINATION_EXISTS',
      'The job file "$job.yaml" is there already and was left as it is.',
      'Pass --overwrite to replace it and the output, or name another file.',
      { windowHint: 'Allow it to be replaced, or name another file.' },
    ],
    [
      't.csv',
      'DESTINATION_IS_SOURCE',
      'The job file "$t.csv" is a file of the job itself ("$t.csv").',
      'Name another file for the job.',
    ],
    [
      'out.csv',
      'DESTINATION_IS_SOURCE',
      'The job file "$out.csv" is a file of the job itself ("$out.csv").',
      'Name another file for the job.',
    ],
    ['folder', 'DESTINATION_NOT_WRITABLE', 'The job file "$folder" is a folder.', 'Name another file for the job.'],
    [
      'none/job.yaml',
      'DESTINATION_NOT_WRITABLE',
      'The folder of the job file, "$none", is not there.',
      'Name another file for the job.',
    ],
  ])('%s', async (name, code, message, hint, inWindow = {}) => {
    const folder = freshFolder();
    mkdirSync(join(folder, 'folder'));
    ['job.yaml', 't.csv', 'm.onnx'].forEach((file) => writeFileSync(join(folder, file), file));
    const path = join(folder, name);
    const fault = await faultOf(engine.methods.job.writeFile({ job: job(folder), path, overwrite: name === 't.csv' }));
    expect(fault.toFault()).toEqual({ code, message: message.replaceAll('$', `${folder}/`), hint, ...inWindow });
    expect(readdirSync(folder).toSorted()).toEqual(['folder', 'job.yaml', 'm.onnx', 't.csv']);
    expect(readFileSync(join(folder, 't.csv'), 'utf8')).toBe('t.csv');
  });
});
