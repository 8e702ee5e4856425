/** A threshold that selects no row is told of: most often it was meant as a percentage. */
import { expect, test } from 'vitest';
import { aboveAllScores } from '../../engine/compare/unlike-scores.ts';
import { measured } from './measured.ts';

const probabilities = [
  { model: 'a', min: 0.01, max: 0.91 },
  { model: 'b', min: 0, max: 0.875 },
];
const minutes = [{ model: 'a', min: -34, max: 642.25 }];

test.each([
  [
    { threshold: 50 },
    probabilities,
    'No model selects a row: the threshold 50 is above every score, of which 0.91 is the highest. A threshold of 50 % is 0.5.',
  ],
  [
    { threshold: 0.95 },
    probabilities,
    'No model selects a row: the threshold 0.95 is above every score, of which 0.91 is the highest.',
  ],
  [
    { threshold: 1000 },
    minutes,
    'No model selects a row: the threshold 1,000 is above every score, of which 642.3 is the highest.',
  ],
])('%j', (selection, ranges, warning) => {
  expect(aboveAllScores(selection, ranges)).toEqual([warning]);
});

test.each([
  ['one model selects a row', { threshold: 0.9 }, probabilities],
  ['nobody said the threshold', { threshold: 0.95, isAssumed: true as const }, probabilities],
  ['a share of the rows is selected', { top: 50 }, probabilities],
  ['there are no rows', { threshold: 50 }, [{ model: 'a', min: null, max: null }]],
])('nothing is told where %s', (_, selection, ranges) => {
  expect(aboveAllScores(selection, ranges)).toEqual([]);
});

test('a comparison warns of it', async () => {
  const rows = `SELECT * FROM (VALUES (0.2, 0.4, 1), (0.6, 0.8, 0)) t(a, b, y)`;
  const { warnings, agreement } = await measured(rows, { selection: { threshold: 50 } });
  expect(warnings).toEqual([
    'No model selects a row: the threshold 50 is above every score, of which 0.8 is the highest. A threshold of 50 % is 0.5.',
  ]);
  expect(agreement[0]?.decisions?.swap.rejected.rows).toBe(2);
});
