/** Parentheses around conditions: there where they are needed, and once. */
import { expect, it } from 'vitest';
import { enclosed } from '../../engine/sql/text.ts';

it.each([
  ['a > 1', '(a > 1)'],
  ['(a > 1)', '(a > 1)'],
  ['((a > 1) AND (b < 2))', '((a > 1) AND (b < 2))'],
  ['(a > 1) OR (b < 2)', '((a > 1) OR (b < 2))'],
  [`(a = ')')`, `(a = ')')`],
  [`(a = '(') OR (b = ')')`, `((a = '(') OR (b = ')'))`],
  [`("a)" = 'it''s (') OR ("(" = 1)`, `(("a)" = 'it''s (') OR ("(" = 1))`],
  ['(', '(()'],
])('%s', (sql, expected) => {
  expect(enclosed(sql)).toBe(expected);
});
