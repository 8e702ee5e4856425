/** What is written as a cut is taken as it is meant, or refused with a sentence; never changed. */
import { expect, test } from 'vitest';
import { readCut } from '../../renderer/features/compare/read-cut.ts';

const scores = { from: 0.01, to: 0.98 };

test.each([
  ['0.25', 0.25],
  ['0,25', 0.25],
  [' ,5 ', 0.5],
  ['0,125', 0.125],
  ['2e-1', 0.2],
])('reads the score %s', (text, at) => {
  expect(readCut(text, 'score', scores)).toEqual({ at, problem: null });
});

test.each([
  ['1,250,000', 1_250_000],
  ['1,250.5', 1250.5],
  ['12,5', 12.5],
  ['−40', -40],
])('reads %s where scores have no bounds', (text, at) => {
  expect(readCut(text, 'score', null)).toEqual({ at, problem: null });
});

test.each([
  ['-1', 'score', 'Scores go from 0.01 to 0.98: −1 would select every row.'],
  ['1.5', 'score', 'Scores go from 0.01 to 0.98: 1.5 would select no row.'],
  ['1,250', 'score', '“1,250” can be read in two ways: write it without a comma.'],
  ['half', 'score', '“half” is no number.'],
  ['0 %', 'top', 'A percent is above 0 and at most 100, not 0.'],
  ['120', 'top', 'A percent is above 0 and at most 100, not 120.'],
] as const)('refuses %s as %s', (text, by, problem) => {
  expect(readCut(text, by, scores)).toEqual({ at: null, problem });
});

test('nothing written says nothing', () => {
  expect(readCut(' ', 'score', scores)).toEqual({ at: null, problem: null });
  expect(readCut('12,5 %', 'top', scores)).toEqual({ at: 12.5, problem: null });
});
