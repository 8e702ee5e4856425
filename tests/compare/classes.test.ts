/** Every figure of models with several classes against scikit-learn's and SciPy's, on real scores. classes.py has made the values. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { classLabel } from '../../engine/compare/classes/class-label.ts';
import type { ClassSubject } from '../../engine/compare/classes/class-subject.ts';
import { measureClasses, type MeasuredClasses } from '../../engine/compare/classes/measure-classes.ts';
import { inRepository } from '../engine/repository.ts';
import { expectFigures } from './expect-figures.ts';
import { onFile } from './measured.ts';

const Figures = z.looseObject({});
const { classes, cases } = z
  .object({
    classes: z.array(z.string()),
    cases: z.array(
      z.object({
        name: z.string(),
        select: z.string(),
        weight: z.boolean().optional(),
        expected: z.object({
          compared: z.number(),
          judged: z.number(),
          agreement: Figures,
          quality: z.array(Figures),
          tests: z.record(z.string(), Figures),
          segments: z.record(z.string(), z.object({ rows: z.number(), quality: z.array(Figures) })),
        }),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(inRepository('tests/compare/classes.json'), 'utf8')));

/** Probabilities `a1`… and `b1`… of two models, and the label `y` as text. */
function measuredClasses(select: string, subject: Partial<ClassSubject> = {}): Promise<MeasuredClasses> {
  const columns = (model: string) => classes.map((_, at) => `${model}${at + 1}`);
  return onFile(select, (session, path) =>
    measureClasses(session, path, {
      task: 'classes',
      classes,
      models: ['a', 'b'].map((model) => ({ model, columns: columns(model) })),
      label: classLabel({ name: 'y', type: 'VARCHAR' }, classes),
      weight: undefined,
      segments: [],
      seed: 1,
      columns: ['y'],
      ...subject,
    }),
  );
}

describe.each(cases)('$name', ({ select, weight, expected }) => {
  test('are those of scikit-learn and SciPy', async () => {
    const found = await measuredClasses(select, {
      segments: [{ name: 'g', type: 'VARCHAR' }],
      weight: weight === true ? 'CAST(w AS DOUBLE)' : undefined,
    });
    expect(found.counts).toMatchObject({ compared: expected.compared, judged: expected.judged });
    expectFigures(found.classes?.agreement[0], expected.agreement, 'agreement');
    expectFigures(found.classes?.quality, expected.quality, 'quality');
    for (const [figure, values] of Object.entries(expected.tests)) {
      expectFigures(
        found.tests.find((one) => one.figure === figure),
        values,
        figure,
      );
    }
    expect(Object.keys(expected.segments).length).toBeGreaterThan(0);
    for (const [name, values] of Object.entries(expected.segments)) {
      expectFigures(
        found.classes?.segments[0]?.parts.find((part) => part.name === name),
        values,
        `segment ${name}`,
      );
    }
  });
});

/** Rows of three probabilities of each model and a label, as SQL writes them. */
function rows(...values: string[]): string {
  const types = ['a1', 'a2', 'a3', 'b1', 'b2', 'b3'].map((name) => `${name}::DOUBLE AS ${name}`).join(', ');
  const list = values.map((row) => `(${row})`).join(', ');
  return `SELECT ${types}, y::VARCHAR AS y FROM (VALUES ${list}) AS t(a1, a2, a3, b1, b2, b3, y)`;
}

describe('classes', () => {
  test('of which a rare one is missing from some drawings have no interval of the means over the classes', async () => {
    const many = [`0.5, 0.3, 0.2, 0.1, 0.8, 0.1, 'early'`, `0.3, 0.5, 0.2, 0.1, 0.8, 0.1, 'in time'`];
    const common = Array.from({ length: 40 }, (_, at) => many[at % 2] ?? '');
    const figuresOf = async (...values: string[]) =>
      (await measuredClasses(rows(...values))).tests.map(({ figure }) => figure);
    const means = ['balancedAccuracy', 'macroF1'];
    expect(await figuresOf(...common)).toEqual(expect.arrayContaining(means));
    const withRare = await figuresOf(...common, `0.1, 0.1, 0.8, 0.1, 0.1, 0.8, 'late'`);
    expect(withRare).toContain('brier');
    for (const mean of means) expect(withRare).not.toContain(mean);
  });

  test('whose scores of some row do not add up to 1 have no losses, of all rows and of any segment', async () => {
    const good = `0.5, 0.3, 0.2, 0.1, 0.8, 0.1, 'early'`;
    const figuresOf = async (sum: string) => {
      const select = `SELECT *, y AS g FROM (${rows(good, good, `0.5, 0.3, ${sum}, 0.1, 0.8, 0.1, 'late'`)})`;
      const found = await measuredClasses(select, { segments: [{ name: 'g', type: 'VARCHAR' }] });
      const early = found.classes?.segments[0]?.parts.find(({ name }) => name === 'early');
      const losses = [found.classes?.quality, early?.quality].map((of) =>
        of?.map(({ logLoss, brier }) => [logLoss, brier]),
      );
      return { losses, tests: found.tests.map(({ figure }) => figure) };
    };
    const number = expect.any(Number) as number;
    const known = await figuresOf('0.2009');
    const all = ['champion', 'challenger'].map(() => [number, number]);
    expect(known.losses).toEqual([all, all]);
    expect(known.tests).toEqual(expect.arrayContaining(['logLoss', 'brier']));
    const { losses, tests } = await figuresOf('0.3');
    const none = [
      [null, null],
      [number, number],
    ];
    expect(losses).toEqual([none, none]);
    for (const loss of ['logLoss', 'brier']) expect(tests).not.toContain(loss);
  });

  test('over a table that alternates have intervals as wide as the standard error says', async () => {
    const { tests } = await measuredClasses(
      `SELECT 0.5 AS a1, 0.5 AS a2, 0 AS a3, 0.7 AS b1, 0.3 AS b2, 0 AS b3, ['early', 'in time'][(1 + row % 2)::INT] AS y FROM range(20000) t(row)`,
    );
    const brier = tests.find(({ figure }) => figure === 'brier');
    // Each row's difference is 0.18 or 0.98 less 0.5, so that 0.4 is their standard deviation.
    const expected = (2 * 1.96 * 0.4) / Math.sqrt(20_000);
    expect(Math.abs(((brier?.high ?? 0) - (brier?.low ?? 0)) / expected - 1)).toBeLessThan(0.15);
  });

  test('of one row tell its decision, and no AUC', async () => {
    const found = await measuredClasses(rows(`0.5, 0.3, 0.2, 0.1, 0.8, 0.1, 'early'`));
    expect(found.classes?.quality).toMatchObject([
      { accuracy: 1, balancedAccuracy: 1, macroF1: 1, logLoss: -Math.log(0.5), auc: null },
      { accuracy: 0, balancedAccuracy: 0, macroF1: 0, auc: null },
    ]);
    expect(found.classes?.agreement[0]).toMatchObject({ agreement: 0, meanDistance: 0.5, largestDistance: 0.5 });
    // One row is drawn again and again: no interval, and McNemar's coin has fallen once.
    expect(found.tests).toMatchObject([{ figure: 'accuracy', pValue: 1 }]);
  });

  test('of which one alone occurs have no AUC, and no kappa where both models give it always', async () => {
    const found = await measuredClasses(
      rows(`0.5, 0.3, 0.2, 0.6, 0.3, 0.1, 'early'`, `0.9, 0.1, 0, 0.8, 0.1, 0.1, 'early'`),
    );
    expect(found.classes?.quality[0]).toMatchObject({ accuracy: 1, balancedAccuracy: 1, macroF1: 1, auc: null });
    expect(found.classes?.quality[0]?.classes[1]).toMatchObject({ actual: 0, predicted: 0, recall: null, f1: null });
    expect(found.classes?.agreement[0]).toMatchObject({ agreement: 1, kappa: null });
  });

  test('are the first of several that are as probable', async () => {
    const found = await measuredClasses(rows(`0.4, 0.4, 0.2, 0.2, 0.4, 0.4, 'early'`));
    expect(found.classes?.agreement[0]?.migration).toEqual([
      [0, 1, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });

  test('leave out rows with a probability that is NaN or missing, and judge none without a label', async () => {
    const found = await measuredClasses(
      rows(
        `0.5, 0.3, 'nan'::DOUBLE, 0.1, 0.8, 0.1, 'early'`,
        `0.5, 0.3, 0.2, 0.1, NULL, 0.1, 'early'`,
        `0.5, 0.3, 0.2, 0.1, 0.8, 0.1, NULL`,
        `0.5, 0.3, 0.2, 0.4, 0.5, 0.1, 'early'`,
      ),
    );
    expect(found.counts).toEqual({ compared: 2, judged: 1, positive: 0 });
    expect(found.classes?.quality[1]).toMatchObject({ logLoss: -Math.log(0.4) });
  });

  test('that no model knows are told of, and not judged', async () => {
    const found = await measuredClasses(
      rows(`0.5, 0.3, 0.2, 0.1, 0.8, 0.1, 'early'`, `0.5, 0.3, 0.2, 0.1, 0.8, 0.1, 'never'`),
    );
    expect(found.counts).toMatchObject({ compared: 2, judged: 1 });
    expect(found.warnings).toEqual(['1 row has a label in "y" that no model knows (never): compared, and not judged.']);
  });

  test('that no label is are refused', async () => {
    await expect(measuredClasses(rows(`0.5, 0.3, 0.2, 0.1, 0.8, 0.1, 'never'`))).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: `No label in column "y" is one of the models' classes early, in time, late: it holds never.`,
    });
  });

  test('without labels have no quality, and without rows no figures', async () => {
    const select = rows(`0.5, 0.3, 0.2, 0.1, 0.8, 0.1, NULL`);
    expect((await measuredClasses(select)).classes?.quality).toEqual([]);
    const none = await measuredClasses(`${select} WHERE false`);
    expect(none.counts.compared).toBe(0);
    expect(none.classes).toMatchObject({ agreement: [], quality: [] });
  });

  test('of scores that are no probabilities have no log loss', async () => {
    const found = await measuredClasses(rows(`5, 0.3, 0.2, 0.1, 0.8, 0.1, 'early'`));
    expect(found.classes?.quality).toMatchObject([{ logLoss: null, brier: null }, { logLoss: -Math.log(0.1) }]);
  });
});

test('a label of numbers is a class of the same number', async () => {
  const label = classLabel({ name: 'y', type: 'DOUBLE' }, ['0', '1', '2']);
  const found = await onFile('SELECT 1.0::DOUBLE AS y', (session, path) =>
    session.rows(`SELECT ${label.sql} AS place FROM '${path}'`),
  );
  expect(found).toEqual([{ place: 2 }]);
});
