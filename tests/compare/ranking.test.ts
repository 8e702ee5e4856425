/** Figures of the order within groups against scikit-learn's and SciPy's, on real scores. ranking.py has made the values. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { measureRanking } from '../../engine/compare/ranking/measure-ranking.ts';
import type { RankingSubject } from '../../engine/compare/ranking/ranking-subject.ts';
import { inRepository } from '../engine/repository.ts';
import { expectFigures } from './expect-figures.ts';
import { onFile, twoScores } from './measured.ts';

const { cases } = z
  .object({ cases: z.array(z.object({ name: z.string(), select: z.string(), expected: z.looseObject({}) })) })
  .parse(JSON.parse(readFileSync(inRepository('tests/compare/ranking.json'), 'utf8')));

const subject: RankingSubject = {
  task: 'ranking',
  scores: twoScores.scores,
  group: 'q',
  label: { column: 'y', sql: 'CASE WHEN NOT isnan(CAST(y AS DOUBLE)) THEN CAST(y AS DOUBLE) END' },
  seed: 1,
  columns: ['a', 'b'],
};

function ranked(select: string, other: Partial<RankingSubject> = {}) {
  return onFile(select, (session, path) => measureRanking(session, path, { ...subject, ...other }));
}

/** Rows of `a`, `b`, `y` and `q`, as SQL writes them. */
function rows(...values: string[]): string {
  return `SELECT a::DOUBLE AS a, b::DOUBLE AS b, y::DOUBLE AS y, q FROM (VALUES ${values.map((row) => `(${row})`).join(', ')}) AS t(a, b, y, q)`;
}

test.each(cases)('the order of $name', async ({ select, expected }) => {
  const { ranking } = await ranked(select);
  expectFigures(ranking, expected, 'ranking');
});

test('each difference has the interval of groups that are drawn again, the same for the same seed', async () => {
  const select = cases[0]?.select ?? '';
  const { tests, ranking } = await ranked(select);
  expect(tests.map(({ figure }) => figure)).toEqual(['ndcg10', 'ndcg5', 'ndcg', 'map', 'mrr']);
  for (const { championValue, challengerValue, difference, low, high } of tests) {
    expect(difference).toBeCloseTo(challengerValue - championValue, 12);
    expect(low).toBeLessThan(difference);
    expect(high).toBeGreaterThan(difference);
  }
  expect(tests[0]?.championValue).toBe(ranking?.quality[0]?.ndcg10);
  const again = await ranked(select);
  for (const [at, one] of again.tests.entries()) expect(one.low).toBeCloseTo(tests[at]?.low ?? Number.NaN, 9);
});

describe('a comparison of rankers', () => {
  test('judges groups with a grade above 0 alone, and rows with a grade', async () => {
    const { ranking, counts } = await ranked(
      rows(
        "1, 3, 0, 'none'",
        "2, 2, 0, 'none'",
        "5, 1, 2, 'one row'",
        "1, 9, NULL, 'known in part'",
        "2, 1, 1, 'known in part'",
        "3, 2, 0, 'known in part'",
        "4, 4, 'nan'::DOUBLE, 'known in part'",
      ),
    );
    expect(counts).toMatchObject({ compared: 7, judged: 5 });
    expect(ranking).toMatchObject({ groups: 3, judgedGroups: 2 });
    expect(ranking?.quality[0]).toMatchObject({ map: 0.75, mrr: 0.75 });
    expect(ranking?.quality[0]?.ndcg).toBeCloseTo((1 + 1 / Math.log2(3)) / 2, 12);
  });

  test('of one score for all rows takes the mean of all orders, and has no correlation', async () => {
    const { ranking } = await ranked(rows("1, 3, 1, 'x'", "1, 2, 0, 'x'", "1, 1, 0, 'x'"));
    expect(ranking?.quality[0]?.ndcg).toBeCloseTo((1 + 1 / Math.log2(3) + 1 / 2) / 3, 12);
    expect(ranking?.quality[0]).toMatchObject({ map: 1 / 3, mrr: 1 / 3 });
    expect(ranking?.quality[1]).toMatchObject({ ndcg: 1, map: 1, mrr: 1 });
    expect(ranking?.agreement[0]).toMatchObject({ rankCorrelation: null, topOverlap: null });
  });

  test('leaves out rows without a finite score or a group', async () => {
    const { ranking, counts } = await ranked(
      rows("'nan'::DOUBLE, 3, 4, 'x'", "1, NULL, 4, 'x'", "3, 2, 1, 'x'", "2, 1, 0, 'x'", '1, 1, 1, NULL'),
    );
    expect(counts).toMatchObject({ compared: 3, judged: 2 });
    expect(ranking).toMatchObject({ groups: 1, judgedGroups: 1, rowsWithoutGroup: 1 });
    expect(ranking?.quality[0]).toMatchObject({ ndcg: 1, map: 1, mrr: 1 });
  });

  test('without a relevant row has no quality and no test', async () => {
    const { ranking, tests } = await ranked(rows("1, 3, 0, 'x'", "2, 2, 0, 'y'"));
    expect(ranking?.quality[1]).toEqual({ model: 'b', ndcg5: null, ndcg10: null, ndcg: null, map: null, mrr: null });
    expect(tests).toEqual([]);
  });

  test('without grades tells how alike the orders are', async () => {
    const { ranking, quality } = await ranked(rows("1, 3, 0, 'x'", "2, 2, 0, 'x'"), { label: undefined });
    expect(ranking).toMatchObject({ quality: [], agreement: [{ rankCorrelation: -1, correlatedGroups: 1 }] });
    expect(quality).toEqual([]);
  });

  test.each([
    ['-1', '-1'],
    ['0.5', '0.5'],
    ['31', '31'],
  ])('refuses a grade of %s', async (grade, told) => {
    await expect(ranked(rows("1, 3, 0, 'x'", `2, 2, ${grade}, 'x'`))).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: `Label "y" is ${told} in row 2: expected grades, whole numbers from 0 to 30.`,
    });
  });
});
