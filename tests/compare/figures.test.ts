/** Every figure of a comparison against scikit-learn's and SciPy's, on real scores. figures.py has made the values. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { CostMatrix } from '../../contract/index.ts';
import { holmAdjusted } from '../../engine/compare/slices/holm.ts';
import { chiSquareTail, fairCoinTwoSided, normalTwoSided } from '../../engine/compare/tails.ts';
import type { Subject } from '../../engine/compare/subject.ts';
import { inRepository } from '../engine/repository.ts';
import { expectFigures } from './expect-figures.ts';
import { measured } from './measured.ts';

const Figures = z.record(z.string(), z.number().nullable());
const Case = z.object({
  name: z.string(),
  select: z.string(),
  task: z.enum(['binary', 'regression']),
  threshold: z.number().optional(),
  top: z.number().optional(),
  weight: z.boolean().optional(),
  value: z.boolean().optional(),
  expected: z.object({
    compared: z.number(),
    judged: z.number(),
    distributions: z.array(
      z.object({
        mean: z.number(),
        sd: z.number(),
        min: z.number(),
        max: z.number(),
        quantiles: z.array(z.number()),
      }),
    ),
    agreement: z.looseObject({ migration: z.array(z.array(z.number())) }),
    decisions: z
      .object({
        thresholds: z.tuple([z.number(), z.number()]),
        agreement: z.number(),
        kappa: z.number(),
        swap: z.record(z.enum(['kept', 'swappedIn', 'swappedOut', 'rejected']), Figures),
      })
      .nullable(),
    quality: z.array(z.looseObject({ thresholds: z.record(z.string(), Figures).optional() })),
    doubleLift: z.looseObject({ by: z.string(), tenths: z.array(Figures) }).nullable(),
    tests: z.record(z.string(), Figures),
  }),
});
type Case = z.infer<typeof Case>;

const Rates = z.object({
  rows: z.number(),
  selection: z.number(),
  truePositive: z.number().nullable(),
  falsePositive: z.number().nullable(),
  auc: z.number().nullable(),
});
const byModel = <T extends z.ZodType>(of: T) => z.object({ a: of, b: of });

const { cases, tails, groups, holm } = z
  .object({
    groups: z.object({
      select: z.string(),
      threshold: z.number(),
      costs: CostMatrix,
      expected: z.object({
        parts: z.record(z.string(), byModel(Rates)),
        ratios: byModel(Figures),
        cost: z.array(z.number()),
      }),
    }),
    cases: z.array(Case),
    tails: z.object({
      normal: z.array(z.tuple([z.number(), z.number()])),
      chiSquare: z.array(z.tuple([z.number(), z.number(), z.number()])),
      coin: z.array(z.tuple([z.number(), z.number(), z.number()])),
    }),
    holm: z.array(z.tuple([z.number(), z.number()])),
  })
  .parse(JSON.parse(readFileSync(inRepository('tests/compare/figures.json'), 'utf8')));

function measuredCase({ select, task, threshold, top, weight, value }: Case) {
  const selection: Subject['selection'] =
    threshold === undefined ? (top === undefined ? undefined : { top }) : { threshold };
  return measured(select, {
    task,
    selection,
    label: { column: 'y', positive: task === 'binary' ? '1' : null, sql: 'CAST(y AS DOUBLE)' },
    weight: weight === true ? 'CAST(w AS DOUBLE)' : undefined,
    value: value === true ? 'CAST(v AS DOUBLE)' : undefined,
  });
}

describe.each(cases)('$name', (one) => {
  test('are those of scikit-learn and SciPy', async () => {
    const found = await measuredCase(one);
    const { expected } = one;
    expect(found.counts).toMatchObject({ compared: expected.compared, judged: expected.judged });
    expect(found.distributions).toHaveLength(2);
    for (const [at, { quantiles, ...moments }] of expected.distributions.entries()) {
      expectFigures(found.distributions[at], moments, `distribution ${at}`);
      const scores = found.distributions[at]?.quantiles.map(({ score }) => score);
      expectFigures(scores, quantiles, `quantiles ${at}`);
    }
    const [pair] = found.agreement;
    expectFigures(pair, expected.agreement, 'agreement');
    if (expected.decisions === null) expect(pair?.decisions).toBeNull();
    else {
      const { thresholds, ...decisions } = expected.decisions;
      expectFigures(pair?.decisions, decisions, 'decisions');
      expect([pair?.decisions?.championThreshold, pair?.decisions?.challengerThreshold]).toEqual(thresholds);
    }
    expect(found.quality).toHaveLength(2);
    for (const [at, { thresholds, ...figures }] of expected.quality.entries()) {
      expectFigures(found.quality[at], figures, `quality ${at}`);
      for (const [step, confusion] of Object.entries(thresholds ?? {})) {
        const quality = found.quality[at];
        expectFigures(quality?.task === 'binary' && quality.thresholds[Number(step)], confusion, `threshold ${step}`);
      }
    }
    expectFigures(pair?.doubleLift, expected.doubleLift, 'double lift');
    expect(pair?.doubleLift?.tenths.length).toBe(expected.doubleLift?.tenths.length);
    for (const [figure, values] of Object.entries(expected.tests)) {
      expectFigures(
        found.tests.find((paired) => paired.figure === figure),
        values,
        figure,
      );
    }
  });
});

test('segments, groups and costs are those of their definitions', async () => {
  const { select, threshold, costs, expected } = groups;
  const column = { name: 'g', type: 'VARCHAR' };
  const found = await measured(select, { selection: { threshold }, costs, segments: [column], fairness: [column] });
  const [segment] = found.segments;
  const [fairness] = found.fairness;
  expect(segment?.parts.map(({ name }) => name).toSorted()).toEqual(Object.keys(expected.parts).toSorted());
  for (const [name, models] of Object.entries(expected.parts)) {
    const part = segment?.parts.find((one) => one.name === name);
    const group = fairness?.groups.find((one) => one.name === name);
    for (const [at, { rows, auc, ...rates }] of [models.a, models.b].entries()) {
      expectFigures(part, { rows }, name);
      expectFigures(part?.quality[at], { auc }, name);
      expectFigures(group?.models[at], rates, name);
    }
  }
  for (const [at, ratios] of [expected.ratios.a, expected.ratios.b].entries()) {
    expectFigures(fairness?.ratios[at], ratios, 'ratios');
    const quality = found.quality[at];
    expectFigures(quality?.task === 'binary' && quality.confusion?.cost, expected.cost[at], 'cost');
  }
});

describe('tail probabilities', () => {
  test.each(tails.normal)('of the normal distribution beyond %d', (distance, expected) => {
    expectFigures(normalTwoSided(distance) / expected, 1, 'p');
  });

  test.each(tails.chiSquare)('of chi-square at %d with %d degrees', (x, degrees, expected) => {
    expectFigures(chiSquareTail(x, degrees) / expected, 1, 'p');
  });

  test.each(tails.coin)('of %d heads of %d', (heads, tosses, expected) => {
    expectFigures(fairCoinTwoSided(heads, tosses) / expected, 1, 'p');
  });
});

test("Holm's correction is that of statsmodels", () => {
  const adjusted = holmAdjusted(holm.map(([p]) => p));
  holm.forEach(([, expected], at) => expectFigures((adjusted[at] ?? 0) / expected, 1, 'p'));
  expect(holmAdjusted([])).toEqual([]);
});
