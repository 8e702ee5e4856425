/** Which outcomes a column offers to choose from, and which is plainly meant. */
import { expect, test } from 'vitest';
import { outcomesOf } from '../../renderer/features/compare/outcomes.ts';

const counted = (...values: string[]) => values.map((value, at) => ({ value, count: 100 - at }));

test.each([
  ['VARCHAR', counted('nein', 'ja'), 0, { usual: 'ja', isKnown: false, areAll: true }],
  ['VARCHAR', counted('good', 'bad'), 0, { usual: null, isKnown: false, areAll: true }],
  ['VARCHAR', counted('yes', '1'), 0, { usual: null, isKnown: false, areAll: true }],
  ['VARCHAR', counted('a', 'b'), 12, { usual: null, isKnown: false, areAll: false }],
  ['BOOLEAN', counted('false', 'true'), 0, { usual: 'true', isKnown: true, areAll: true }],
])('of %s', (type, values, others, expected) => {
  expect(outcomesOf({ type, histogram: null, top: { values, others } })).toEqual({ values, ...expected });
});

test('of numbers, few whole ones', () => {
  const bars = (edges: number[], counts: number[]) =>
    outcomesOf({ type: 'INTEGER', top: null, histogram: { edges, counts } });
  const two = [
    { value: '0', count: 70 },
    { value: '1', count: 30 },
  ];
  expect(bars([-0.5, 0.5, 1.5], [70, 30])).toEqual({ values: two, usual: '1', isKnown: true, areAll: true });
  expect(bars([0.5, 1.5, 2.5, 3.5], [5, 0, 6])).toMatchObject({ usual: null, isKnown: false });
  expect(bars([0, 0.1, 0.2], [1, 2])).toBeNull();
});
