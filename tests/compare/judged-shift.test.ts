/** When a population stability index is judged in words, and when it is told alone. */
import { expect, test } from 'vitest';
import { findingsOf } from '../../engine/compare/findings.ts';
import { fewestRows } from '../../engine/compare/judged-shift.ts';
import { driftSentences } from '../../engine/compare/drift/drift-findings.ts';
import { chiSquareTail } from '../../engine/compare/tails.ts';
import type { ColumnShift, DriftReport } from '../../contract/index.ts';
import { measured } from './measured.ts';

test('from so many rows on, chance alone takes it to 0.1 less than once in twenty times', () => {
  expect(chiSquareTail((0.1 * fewestRows) / 2, 9)).toBeLessThan(0.05);
  expect(chiSquareTail((0.1 * (fewestRows - 2)) / 2, 9)).toBeGreaterThan(0.05);
});

/** What is said of the index where scores are made of row number `i`. */
async function toldOf(rows: number, champion: string, challenger: string): Promise<string | undefined> {
  const select = `SELECT (${champion})::DOUBLE AS a, (${challenger})::DOUBLE AS b FROM range(${rows}) t(i)`;
  const { counts, ...found } = await measured(select, { label: undefined, selection: undefined });
  const { findings } = findingsOf({ ...found, verdict: null, compared: counts.compared }, undefined);
  return findings.find((finding) => finding.includes('population stability index'));
}

test('of few rows it is told alone', async () => {
  expect(await toldOf(1, '0.2', '0.7')).toMatch(
    /^The population stability index of b is \d+\.\d{4}; it is not judged, for that takes 340 rows and there is 1\.$/,
  );
  expect(await toldOf(339, 'i', 'i + 200')).toContain('and there are 339.');
  expect(await toldOf(340, 'i', 'i + 200')).toMatch(/^The distributions of their scores differ much: /);
  expect(await toldOf(340, 'i', 'i')).toMatch(/^The distributions of their scores hardly differ: /);
});

test('of scores that many rows share it is told alone, however many rows there are', async () => {
  expect(await toldOf(1000, 'i % 3', 'i % 3 + 0.01')).toMatch(
    /; it is not judged, for so many scores of a are the same that they lie in 3 of its 10 tenths\.$/,
  );
  expect(await toldOf(1000, 'i % 10', 'i % 10 + 0.01')).toContain('differ');
});

const side = { missing: 0, mean: 1, sd: 1, min: 0, max: 2 };
const shift: ColumnShift = {
  column: 'score',
  kind: 'number',
  first: side,
  second: side,
  psi: 0.3,
  ks: 0.2,
  wasserstein: 0.1,
  meanDifference: 0.1,
};
const drift = (rows: number): DriftReport => ({
  fileColumn: 'compared_file',
  first: { file: 'old.csv', read: 5000, rows: 5000, judged: 0, quality: {} },
  second: { file: 'new.csv', read: rows, rows, judged: 0, quality: {} },
  score: shift,
  columns: [{ ...shift, column: 'distance' }],
  tests: [],
});

test('between two files the smaller one says whether it is judged', () => {
  expect(driftSentences(drift(1))).toEqual([
    "The scores' population stability index is 0.3000, and their mean moves by +0.1000; it is not judged, for that takes 340 rows and there is 1 in one file.",
  ]);
  expect(driftSentences(drift(340))).toEqual([
    'The scores moved much: their population stability index is 0.3000, and their mean moves by +0.1000.',
    '1 of 1 columns moved by their population stability index: distance (0.3000).',
  ]);
});
