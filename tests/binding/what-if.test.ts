/** One row tried with other values: the scores a run would give, and a curve of them. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CurveRequest, JobDraftInput, TrialResult } from '../../contract/index.ts';
import { freshFolder } from '../engine/fresh-folder.ts';
import { fixtureModel } from '../engine/repository.ts';
import { faultOf, useEngine } from '../engine/scoring.ts';
import { useTables } from '../engine/use-tables.ts';
import { bundled, bundledModels, csvDraft, flights, flightsDraft } from './drafts.ts';

const engine = useEngine();
const tables = useTables();

type Changes = Record<string, string | null>;
const trial = (draft: JobDraftInput, row: number, changes: Changes = {}) =>
  engine.methods.whatIf.row({ draft, row, changes });
const curve = (draft: JobDraftInput, row: number, feature: string, more: Partial<CurveRequest> = {}) =>
  engine.methods.whatIf.curve({ draft, row, feature, ...more });
const after = ({ scores }: TrialResult) => scores.map((score) => score.after);

/** Missing values of the sample's text columns are no category. */
const lenient = { missing: [{ missing: { policy: 'value' as const, value: '0' } }] };

describe('a row without changes', () => {
  it.each(bundledModels)('of %s has the scores of a run, to the last bit', async (model) => {
    const draft = flightsDraft(model, { ...lenient, keep: 'none' });
    const path = join(freshFolder(), 'out.parquet');
    await engine.score({ ...draft, destination: { path } });
    for (const row of [1, 2, 777, 2048, 2049, 27_268]) {
      const [scored = {}] = await tables.rows(`SELECT * FROM '${path}' LIMIT 1 OFFSET ${row - 1}`);
      const { scores } = await trial(draft, row);
      const expected = Object.values(scored).map((value) => (typeof value === 'bigint' ? Number(value) : value));
      expect(scores.map((score) => score.before)).toEqual(expected);
      expect(scores.map((score) => score.after)).toEqual(expected);
      expect(scores.map((score) => score.column)).toEqual(Object.keys(scored));
    }
  });

  it('of a CSV file has the scores that stand in the scored CSV file', async () => {
    const text = `dep_delay,distance,hour\n${Array.from({ length: 70 }, (_, i) => `${i / 3},${i},0.1`).join('\n')}\n`;
    const draft = csvDraft(text, fixtureModel('feature-names-with-commas'), { keep: 'none' });
    const path = join(freshFolder(), 'out.csv');
    await engine.score({ ...draft, destination: { path } });
    const { y } = await tables.columns(`SELECT y::FLOAT AS y FROM '${path}'`);
    for (const row of [1, 64, 65, 70]) expect(after(await trial(draft, row))).toEqual([y?.[row - 1]]);
  });

  it('tells the features as the column has them', async () => {
    const draft = flightsDraft('late-v1', { bind: [{ input: 'distance', sql: 'distance / 2' }] });
    const { features } = await trial(draft, 2);
    const [row] = await tables.rows(
      `SELECT dep_delay::VARCHAR AS dep_delay, (distance / 2)::VARCHAR AS distance FROM '${flights}' LIMIT 1 OFFSET 1`,
    );
    const feature = (name: string) => features.find((one) => one.feature === name);
    expect(feature('dep_delay')).toEqual({
      model: 'late-v1',
      feature: 'dep_delay',
      type: 'INTEGER',
      before: null,
      after: null,
    });
    expect(feature('distance')).toMatchObject({ type: 'DOUBLE', before: row?.['distance'], after: row?.['distance'] });
  });

  it('is not there beyond the end', async () => {
    const fault = await faultOf(trial(flightsDraft('late-v1'), 30_000));
    expect(fault.toFault()).toEqual({
      code: 'ROW_NOT_FOUND',
      message: 'There is no row 30,000: the table has 27,268 rows.',
      hint: 'Choose a row of the table.',
    });
  });

  it('rows asked for at the same time do not get in each other’s way', async () => {
    const draft = flightsDraft('late-v1');
    const rows = [5, 9, 5, 1200, 3];
    const together = await Promise.all(rows.map((row) => trial(draft, row)));
    const apart: TrialResult[] = [];
    for (const row of rows) apart.push(await trial(draft, row));
    expect(together).toEqual(apart);
  });
});

it('a run that goes on meanwhile counts its own rows only', async () => {
  const draft = flightsDraft('late-v2');
  const run = engine.score({ ...draft, destination: { path: join(freshFolder(), 'out.parquet') } });
  const ended = new AbortController();
  const tries = async () => {
    for (let row = 1; !ended.signal.aborted; row += 1) await trial(draft, row);
  };
  const trying = tries();
  const receipt = await run.finally(() => ended.abort());
  await trying;
  expect(receipt.rows).toEqual({ read: 27_268, written: 27_268, rejected: 0 });
});

describe('changes', () => {
  it('score as a table with those values would', async () => {
    const draft = flightsDraft('late-pipeline', lenient);
    const path = join(freshFolder(), 'changed.parquet');
    await tables.write(
      `SELECT * REPLACE (90::INTEGER AS dep_delay, 'AA' AS carrier, NULL AS temp) FROM '${flights}' LIMIT 1 OFFSET 9`,
      path,
    );
    const changed = await trial(draft, 10, { dep_delay: '90', 'late-pipeline.carrier': 'AA', temp: null });
    const asTable = await trial({ ...draft, source: { paths: [path] } }, 1);
    expect(after(changed)).toEqual(after(asTable));
    expect(changed.scores.map((score) => score.before)).toEqual(
      (await trial(draft, 10)).scores.map((score) => score.before),
    );
    expect(changed.features.find((one) => one.feature === 'dep_delay')).toMatchObject({ after: '90' });
    expect(changed.features.find((one) => one.feature === 'temp')).toMatchObject({ after: null });
  });

  it('of an expression stand for its value', async () => {
    const draft = csvDraft('dep_delay,distance,hour\n1,1,1\n', fixtureModel('feature-names-with-commas'), {
      bind: [{ input: 'hour', sql: 'hour * 2 + distance' }],
    });
    expect(after(await trial(draft, 1))).toEqual([311]);
    expect(after(await trial(draft, 1, { hour: '7' }))).toEqual([711]);
  });

  it('said for one of two models leave the other alone, and come before what is said for both', async () => {
    const path = fixtureModel('feature-names-with-commas');
    const draft = csvDraft('dep_delay,distance,hour\n1,1,1\n', path, {
      models: [
        { name: 'one', path },
        { name: 'two', path },
      ],
    });
    expect(after(await trial(draft, 1, { hour: '2', 'two.hour': '3' }))).toEqual([211, 311]);
  });

  it('of slots without names are said by their place', async () => {
    const draft = csvDraft('a,b,c\n1,2,3\n', fixtureModel('float-matrix'), { byPosition: true });
    expect(after(await trial(draft, 1, { 'x[0]': '5' }))).toEqual([325]);
  });

  it('that do not convert are refused with feature, type and value', async () => {
    for (const [text, said] of [
      ['noon', '"noon"'],
      ['1.5', '"1.5"'],
    ] as const) {
      const fault = await faultOf(trial(flightsDraft('late-v1'), 1, { dep_delay: text }));
      expect(fault.toFault()).toEqual({
        code: 'VALUE_DOES_NOT_CONVERT',
        message: `Feature "dep_delay" of model "late-v1" takes a value of type INTEGER: ${said} is none.`,
        hint: 'Give a value as the column has them, or none at all.',
      });
    }
  });

  it('of what no model has are refused', async () => {
    const fault = await faultOf(trial(flightsDraft('late-v1'), 1, { dep_dely: '1' }));
    expect(fault.toFault()).toEqual({
      code: 'BINDING_UNKNOWN',
      message: '"dep_dely" is given a value, but no model has a feature of that name.',
      hint: 'The nearest is "dep_delay".',
    });
  });

  it('can make a row scorable that is not as it is', async () => {
    const draft = flightsDraft('late-pipeline');
    const [row] = await tables.rows(
      `SELECT n::INTEGER AS n FROM (SELECT row_number() OVER () AS n, * FROM '${flights}') WHERE manufacturer IS NULL LIMIT 1`,
    );
    const number = Number(row?.['n']);
    expect((await faultOf(trial(draft, number))).code).toBe('MISSING_VALUE');
    const changed = await trial(draft, number, { manufacturer: 'BOEING' });
    expect(changed.scores[1]).toMatchObject({ before: null, after: expect.any(Number) as number });
  });
});

describe('a curve', () => {
  it('over a number has the scores of the row with each of its values', async () => {
    const draft = flightsDraft('late-v2', lenient);
    const drawn = await curve(draft, 4, 'temp', { points: 9, changes: { hour: '20' } });
    expect(drawn.kind).toBe('number');
    expect(drawn.at).toHaveLength(9);
    expect(drawn.lines.map((line) => line.column)).toEqual(['label', 'probabilities_0', 'probabilities_1']);
    for (const [index, value] of drawn.at.entries()) {
      const tried = after(await trial(draft, 4, { temp: value, hour: '20' }));
      expect(drawn.lines.map((line) => line.values[index])).toEqual(tried);
    }
  });

  it('stays between the first and the last percentile, and keeps whole numbers whole', async () => {
    const drawn = await curve(flightsDraft('late-v1'), 1, 'dep_delay', { points: 30 });
    const [range = {}] = await tables.rows(
      `SELECT quantile_disc(dep_delay, 0.01)::INTEGER AS low, quantile_disc(dep_delay, 0.99)::INTEGER AS high FROM '${flights}'`,
    );
    expect([drawn.at[0], drawn.at.at(-1)]).toEqual([String(range['low']), String(range['high'])]);
    expect(drawn.at.every((text) => /^-?\d+$/.test(text))).toBe(true);
    const hours = await curve(flightsDraft('late-v2'), 1, 'hour', { points: 100 });
    expect(hours.at.length).toBeLessThan(25);
    expect(new Set(hours.at).size).toBe(hours.at.length);
  });

  it('over categories has the most frequent ones', async () => {
    const draft = flightsDraft('late-pipeline', lenient);
    const drawn = await curve(draft, 1, 'carrier');
    const top = await tables.columns(
      `SELECT carrier FROM '${flights}' GROUP BY carrier ORDER BY count(*) DESC, carrier LIMIT 12`,
    );
    expect(drawn).toMatchObject({ kind: 'category', at: top['carrier'] });
    const tried = after(await trial(draft, 1, { carrier: drawn.at[3] ?? null }));
    expect(drawn.lines.map((line) => line.values[3])).toEqual(tried);
  });

  it('over a column without any value is empty', async () => {
    const draft = csvDraft('dep_delay,distance,hour\n,1,1\n,2,2\n', fixtureModel('feature-names-with-commas'));
    expect(await curve(draft, 1, 'dep_delay')).toMatchObject({ at: [], lines: [{ column: 'y', values: [] }] });
  });

  it('over numbers in text is drawn over the numbers', async () => {
    const draft = csvDraft(
      'dep_delay,distance,hour\nn/a,1,1\n1,2,2\n3,2,2\n',
      fixtureModel('feature-names-with-commas'),
      lenient,
    );
    const drawn = await curve(draft, 2, 'dep_delay', { points: 3 });
    expect(drawn).toMatchObject({ kind: 'number', at: ['1', '2', '3'], lines: [{ values: [221, 222, 223] }] });
  });

  it('of two models has the lines of both', async () => {
    const draft = flightsDraft('late-v1', { models: ['late-v1', 'late-v2'].map((name) => ({ path: bundled(name) })) });
    const drawn = await curve(draft, 1, 'dep_delay', { points: 5 });
    expect(new Set(drawn.lines.map((line) => line.model))).toEqual(new Set(['late-v1', 'late-v2']));
  });
});
