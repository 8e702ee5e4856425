/** Names of columns and files that hold what SQL, globs and shells take for something else. */
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fixtureModel } from '../engine/repository.ts';
import { useTables } from '../engine/use-tables.ts';
import { workplace } from '../support/small-tables.ts';

const tables = useTables();
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

const names = [
  'a "quoted" name',
  "an apostrophe's",
  'semi; DROP TABLE t; --',
  'line\nbreak',
  'tab\there',
  'naïve 🛫 名前',
  'spaces  inside',
  'comma, equals=, colon:=',
  'm',
  '$1',
  '{brace}',
  '%percent%',
  'select',
];

describe('columns', () => {
  it.each(names)('%j', async (name) => {
    const place = workplace(`id,${quoted(name)},b,c\nx1,1,2,3\n`);
    const words = [
      '--model',
      'm.onnx',
      '--features',
      `${quoted(name)},b,c`,
      '--where',
      `${quoted(name)} = 1`,
      '--quiet',
    ];
    await place.score('t.csv', ...words, '-o', 'out.csv');
    await place.score('t.csv', ...words, '-o', 'out.parquet');
    await place.score('out.parquet', ...words, '--keep', quoted(name), '-o', 'again.ndjson');

    const columns = ['id', name, 'b', 'c', 'y'];
    expect(Object.keys(await tables.types(`read_csv('${place.path('out.csv')}', header = true)`))).toEqual(columns);
    expect(Object.keys(await tables.types(`'${place.path('out.parquet')}'`))).toEqual(columns);
    const line: unknown = JSON.parse(readFileSync(place.path('again.ndjson'), 'utf8'));
    expect(line).toEqual({ [name]: 1, y: 321 });
  });

  it('all of them in one table, bound one by one', async () => {
    const place = workplace(`${names.map(quoted).join(',')}\n${names.map((_, index) => index).join(',')}\n`);
    place.model('feature-names-with-commas', 'late.onnx');
    const bindings = ['dep_delay', 'distance', 'hour'].flatMap((feature, index) => [
      '--bind',
      `${feature}=${quoted(names[index + 4] ?? '')}`,
    ]);
    await place.score('t.csv', '--model', 'late.onnx', ...bindings, '--keep', 'none', '-o', 'out.csv');
    expect(readFileSync(place.path('out.csv'), 'utf8')).toBe(`y\n${4 + 50 + 600}.0\n`);
  });
});

describe('files', () => {
  it.each([
    'with spaces.csv',
    "with 'quotes'.csv",
    'with "double quotes".csv',
    'data[1].csv',
    'all*.csv',
    'what?.csv',
    '{a,b}.csv',
    'semi;colon.csv',
    '🛫.csv',
    '-dash.csv',
    '~.csv',
    '[!a].csv',
    'a=b.csv',
    '$HOME.csv',
    'new\nline.csv',
  ])('%j', async (name) => {
    const place = workplace();
    mkdirSync(place.path('in'));
    mkdirSync(place.path('out'));
    place.write(`in/${name}`, 'id,a,b,c\nx1,1,2,3\n');
    // What a glob of that name would find as well.
    place.write('in/data1.csv', 'id,a,b,c\nwrong,0,0,0\n');
    place.write('in/all of them.csv', 'id,a,b,c\nwrong,0,0,0\n');
    const model = `in/${name.replace('.csv', '.onnx')}`;
    copyFileSync(fixtureModel('float-matrix'), place.path(model));
    await place.score(`in/${name}`, '--model', model, '--features', 'a,b,c', '-o', `out/${name}`, '--quiet');
    expect(readFileSync(place.path(`out/${name}`), 'utf8')).toBe('id,a,b,c,y\nx1,1,2,3,321.0\n');
  });

  it('a glob takes its files in the order of their names', async () => {
    const place = workplace();
    for (const name of ['p10', 'p2', 'p1']) place.write(`${name}.csv`, `id,a,b,c\n${name},1,2,3\n`);
    await place.score('p*.csv', '--model', 'm.onnx', '--features', 'a,b,c', '--keep', 'id', '-o', 'out.csv');
    expect(readFileSync(place.path('out.csv'), 'utf8')).toBe('id,y\np1,321.0\np10,321.0\np2,321.0\n');
  });
});
