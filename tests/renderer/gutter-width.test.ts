/** The gutter has room for the number of every row. */
import { expect, test } from 'vitest';
import { gutterWidth } from '../../renderer/features/grid/use-columns.ts';

test.each([
  [10_000, '10,000'],
  [1_234_567, '1,234,567'],
])('%d fits between the paddings', (largest, text) => {
  const padding = 2 * 8 + 1;
  expect(gutterWidth(largest)).toBeGreaterThanOrEqual(text.length * 7 + padding);
});

test('a short table has room for five digits', () => {
  expect(gutterWidth(3)).toBe(gutterWidth(999));
});
