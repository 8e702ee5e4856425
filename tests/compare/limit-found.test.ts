/** A figure beside a limit is never written as if it were on the limit's other side. */
import { expect, test } from 'vitest';
import { foundText } from '../../contract/index.ts';
import { decimal } from '../../cli/terminal/figures.ts';
import { readLimit } from '../../engine/compare/limits.ts';
import { decimal as reported } from '../../engine/compare/written-numbers.ts';

const text = (limit: string, found: number | null, write = decimal) =>
  foundText({ limit, challenger: 'new', found, holds: false }, write);

test.each([
  ['auc_drop <= 0.002', 0.002004, '0.002004'],
  ['auc_drop <= 0.002', 0.0021, '0.0021'],
  ['auc_drop <= 0.002', 0.002, '0.0020'],
  ['auc_drop<=2e-3', 0.0020000001, '0.0020000001'],
  ['swap_rate < 5%', 0.05003, '0.05003'],
  ['swap_rate < 5%', 0.04999, '0.04999'],
  ['swap_rate < 5 % ', 0.0612, '0.0612'],
  ['mean_difference > -0.01', -0.01, '-0.0100'],
  ['mae_rise < 1234', 1234.2, '1234.2'],
  ['psi < 0.1', 0.1 + 2 ** -54, '0.1000000000000001'],
  ['psi < 0.1', null, '–'],
])('"%s" of %d is written %s', (limit, found, expected) => {
  expect(text(limit, found)).toBe(expected);
  if (found === null) return;
  const { bound } = readLimit(limit);
  expect(Math.sign(Number(expected) - bound)).toBe(Math.sign(found - bound));
});

test('a sign is written as the other figures of a page are', () => {
  expect(text('mean_difference > -0.01', -0.010003, reported)).toBe('−0.010003');
  expect(text('mean_difference > -2e-7', -2.004e-7, reported)).toBe('−2.004e−7');
});
