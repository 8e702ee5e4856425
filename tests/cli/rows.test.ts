/** Which rows are scored, and what their missing values become. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { workplace } from '../support/small-tables.ts';

/** The scores of x1 (1, 2, 3), x2 (4, missing, 6) and x3 (7, 8, 9). */
async function scores(...words: string[]): Promise<string[]> {
  const place = workplace();
  const fixed = ['t.csv', '--model', 'm.onnx', '--features', 'a,b,c', '--keep', 'id', '-o', 'out.csv', '--quiet'];
  await place.score(...fixed, ...words);
  return readFileSync(place.path('out.csv'), 'utf8').trimEnd().split('\n').slice(1);
}

it.each([
  ['a > 1', ['x2,nan', 'x3,987.0']],
  ['b IS NOT NULL', ['x1,321.0', 'x3,987.0']],
  ["id IN ('x3')", ['x3,987.0']],
  ['a + coalesce(b, 0) BETWEEN 3 AND 4', ['x1,321.0', 'x2,nan']],
  ['"id" LIKE \'%1\'', ['x1,321.0']],
])('--where %s', async (condition, expected) => {
  expect(await scores('--where', condition)).toEqual(expected);
});

it.each([
  [[], 'x2,nan'],
  [['--missing', 'nan'], 'x2,nan'],
  [['--missing', '0'], 'x2,604.0'],
  [['--missing', '-1.5'], 'x2,589.0'],
  [['--missing', 'x:1'], 'x2,614.0'],
  [['--missing', 'm.x:1'], 'x2,614.0'],
  [['--missing', 'b:2'], 'x2,624.0'],
  [['--missing', '"b":2'], 'x2,624.0'],
  [['--missing', '0', '--missing', 'b:3'], 'x2,634.0'],
  [['--missing', 'error', '--missing', 'b:nan'], 'x2,nan'],
])('%j', async (words, row) => {
  expect(await scores(...words)).toEqual(['x1,321.0', row, 'x3,987.0']);
});

it('--null makes a text mean a missing value', async () => {
  const place = workplace('a,b,c\n1,2,3\n4,n/a,6\n');
  const words = ['t.csv', '--model', 'm.onnx', '--features', 'a,b,c', '--missing', 'b:2', '-o', 'out.csv', '--quiet'];
  await place.score(...words, '--null', 'n/a');
  expect(readFileSync(place.path('out.csv'), 'utf8')).toBe('a,b,c,y\n1,2,3,321.0\n4,n/a,6,624.0\n');
});
