/** What follows a threshold in the window is, at every cut, what the engine finds when it is asked for that threshold. */
import { describe, expect, test } from 'vitest';
import type { Decisions } from '../../contract/index.ts';
import { scoreSteps } from '../../engine/compare/score-steps.ts';
import type { Subject } from '../../engine/compare/subject.ts';
import { decisionsAt } from '../../renderer/features/compare/decision-figures.ts';
import { measured } from '../compare/measured.ts';

/** Scores of 32 bits on and beside short decimals, ties, NaN and missing labels. */
const rows = `SELECT *, (y IS NOT NULL)::INT * (1 + row % 3) AS w, row * 1.5 AS v FROM (
  SELECT row, (CASE WHEN row % 5 = 0 THEN (row % 40) / 40.0 ELSE hash(row) % 100000 / 100000 END)::FLOAT AS a,
         CASE WHEN row % 97 = 0 THEN 'nan' ELSE hash(row + 7) % 1000 / 1000 END::DOUBLE AS b,
         CASE WHEN row % 11 > 0 THEN (hash(row * 3) % 4 = 0)::INT END AS y FROM range(4000) t(row))`;
const weighted = { weight: 'CAST(w AS DOUBLE)', value: 'CAST(v AS DOUBLE)' };

const grid = { exactRows: 10, gridCells: 64 };

describe.each([
  ['threshold', undefined],
  ['top', undefined],
  ['top', grid],
] as const)('by %s', (by, fineness) => {
  test.each([0.5, 0.123, 0.025, 37.7, 1])(
    'finds at %d what is measured there',
    async (cut) => {
      const selection = (by === 'top' ? { top: cut } : { threshold: cut }) as NonNullable<Subject['selection']>;
      const found = await measured(rows, { ...weighted, selection, isLive: true }, fineness);
      const cuts = by === 'top' ? found.live?.top : found.live?.score;
      if (found.live === null || cuts === undefined) throw new Error('nothing was added up');
      const at = cuts.at.indexOf(cut);
      const expected = found.agreement[0]?.decisions;
      expect(cuts.thresholds.map((thresholds) => thresholds[at])).toEqual([
        expected?.championThreshold,
        expected?.challengerThreshold,
      ]);
      const decisions = decisionsAt(found.live, cuts, 0, at);
      same(decisions?.agreement, expected?.agreement);
      same(decisions?.kappa, expected?.kappa);
      same(decisions?.swapRate, expected?.swapRate);
      for (const name of ['kept', 'swappedIn', 'swappedOut', 'rejected'] as const) {
        const cell = decisions?.swap[name];
        const { rows: count, weight, value, positiveRate, championMean, challengerMean } = cellOf(expected, name);
        expect(cell).toMatchObject({ rows: count, weight });
        if (count === 0) continue;
        expect(cell?.value).toBeCloseTo(value ?? Number.NaN, 6);
        same(cell?.outcomeMean, positiveRate);
        same(cell?.championMean, championMean);
        same(cell?.challengerMean, challengerMean);
      }
      const tested = found.live.tests[by === 'top' ? 'top' : 'score'];
      expect(tested).toEqual([]);
      found.quality.forEach((quality, model) => {
        if (quality.task !== 'binary') throw new Error('expected two outcomes');
        expect(quality.confusion).toMatchObject((model === 0 ? decisions?.champion : decisions?.challenger) ?? {});
      });
    },
    30_000,
  );
});

/** But for the last bits, which depend on the order in which numbers are added up. */
function same(found: number | null | undefined, expected: number | null | undefined): void {
  if (typeof expected === 'number') expect(found).toBeCloseTo(expected, 9);
  else expect(found).toBe(expected);
}

function cellOf(decisions: Decisions | null | undefined, name: keyof Decisions['swap']) {
  const cell = decisions?.swap[name];
  if (cell === undefined) throw new Error('no decisions');
  return cell;
}

test('tenths are told by the scores in them, and the rows that are left out by a condition', async () => {
  const { live } = await measured(rows, { ...weighted, isLive: true });
  const [champion] = live?.tenths ?? [];
  expect(champion).toHaveLength(10);
  champion?.slice(1).forEach((tenth, at) => expect(tenth?.from).toBeGreaterThan(champion[at]?.to ?? Infinity));
  expect(live?.sql.compared).toContain('isfinite');
  expect(await measured('SELECT 0.5 AS a, 0.5 AS b, 1 AS y WHERE false', { isLive: true })).toMatchObject({
    live: null,
  });
});

test('steps over a range are short decimals from end to end', () => {
  expect(scoreSteps(0.0123, 0.97).slice(0, 3)).toEqual([0.012, 0.013, 0.014]);
  expect(scoreSteps(-61, 312).slice(0, 3)).toEqual([-61, -60.5, -60]);
  expect(scoreSteps(1e7, 2e7).at(-1)).toBe(2e7);
  expect(scoreSteps(0.5, 0.5)).toEqual([0.5]);
});
