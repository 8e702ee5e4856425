/** Which columns feed a model and which come out, as the options say. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { workplace } from '../support/small-tables.ts';

const features = ['--features', 'a,b,c'];
const csv = 'id,a,b,c\nx1,1,2,3\n';

/** Scores one row of id x1, a 1, b 2, c 3 and returns the output's text. */
async function scored(words: string[], models: readonly string[] = ['m.onnx']): Promise<string> {
  const place = workplace(csv);
  place.model('width-not-declared', 'sum.onnx');
  place.model('feature-names-with-commas', 'late.onnx');
  place.model('two-blocks', 'blocks.onnx');
  await place.score('t.csv', ...models.flatMap((model) => ['--model', model]), '-o', 'out.csv', '--quiet', ...words);
  return readFileSync(place.path('out.csv'), 'utf8');
}

describe('columns that come out', () => {
  it.each([
    ['all', [], 'id,a,b,c,y\nx1,1,2,3,321.0\n'],
    ['--keep all', ['--keep', 'all'], 'id,a,b,c,y\nx1,1,2,3,321.0\n'],
    ['--keep none', ['--keep', 'none'], 'y\n321.0\n'],
    ['--keep, in the order said', ['--keep', 'c,id'], 'c,id,y\n3,x1,321.0\n'],
    ['--prefix', ['--prefix', 'predicted_'], 'id,a,b,c,predicted_y\nx1,1,2,3,321.0\n'],
  ])('%s', async (_name, words, expected) => {
    expect(await scored([...features, ...words])).toBe(expected);
  });

  it('two models in one pass put their names in front', async () => {
    expect(await scored([...features, '--keep', 'none'], ['m.onnx', 'sum.onnx'])).toBe('m_y,sum_y\n321.0,6.0\n');
  });

  it('a prefix comes before the names of two models', async () => {
    expect(await scored([...features, '--keep', 'none', '--prefix', 'p_'], ['first=m.onnx', 'second=m.onnx'])).toBe(
      'p_first_y,p_second_y\n321.0,321.0\n',
    );
  });
});

describe('columns that feed a model', () => {
  it.each([
    ['--features', ['--features', 'c,b,a'], '123.0'],
    ['--features, one column twice', ['--features', 'a,a,c'], '311.0'],
    ['--bind of a block', ['--bind', 'x=c,a,b'], '213.0'],
    ['--bind of a block, with the name of the model', ['--bind', 'm.x=c,a,b'], '213.0'],
  ])('%s', async (_name, words, y) => {
    expect(await scored([...words, '--keep', 'none'])).toBe(`y\n${y}\n`);
  });

  it.each([
    ['--bind to other columns', ['--bind', 'dep_delay=a', '--bind', 'distance=b', '--bind', 'hour=c'], '321.0'],
    [
      '--bind to expressions',
      ['--bind', 'dep_delay:=a + b', '--bind', 'distance:=-b', '--bind', 'hour:=length(id)'],
      '183.0',
    ],
    ['--bind of the block', ['--bind', 'x=a,b,c'], '321.0'],
    ['--bind with quotes', ['--bind', '"dep_delay"="a"', '--bind', 'distance="b"', '--bind', '"hour":=c'], '321.0'],
  ])('%s, for a model that names its features', async (_name, words, y) => {
    expect(await scored([...words, '--keep', 'none'], ['late.onnx'])).toBe(`y\n${y}\n`);
  });

  it('binds two blocks each to its columns', async () => {
    expect(await scored(['--bind', 'left=a,b', '--bind', 'right=a,b,c', '--keep', 'none'], ['blocks.onnx'])).toBe(
      'y\n9.0\n',
    );
  });

  it('--features @FILE takes a name from each line', async () => {
    const place = workplace(csv);
    place.write('features.txt', 'c\nb\r\na\n');
    await place.score('t.csv', '--model', 'm.onnx', '--features', '@features.txt', '--keep', 'none', '-o', 'out.csv');
    expect(readFileSync(place.path('out.csv'), 'utf8')).toBe('y\n123.0\n');
  });

  it('--by-position takes the first columns', async () => {
    const place = workplace('b,a,c,id\n1,2,3,x1\n');
    await place.score('t.csv', '--model', 'm.onnx', '--by-position', '--keep', 'none', '-o', 'out.csv');
    expect(readFileSync(place.path('out.csv'), 'utf8')).toBe('y\n321.0\n');
  });
});
