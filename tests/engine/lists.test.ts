/** Columns of lists feed the features of an input as single columns would, to the same bits, however DuckDB stores them. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobInput } from '../../contract/index.ts';
import { modelPath, triedRows } from '../matrix/manifest.ts';
import { freshFolder, lastingFolder } from './fresh-folder.ts';
import { fixtureModel } from './repository.ts';
import { faultOf, useEngine } from './scoring.ts';
import { useTables } from './use-tables.ts';

const engine = useEngine();
const tables = useTables();

const features = ['dep_delay', 'distance', 'weekday', 'hour', 'temp', 'humid', 'wind_speed', 'precip', 'visib'];
const { folder, remove } = lastingFolder();
const path = (name: string) => join(folder, name);

beforeAll(async () => {
  const list = `[${features.join(', ')}]`;
  const repeated = `SELECT r.* FROM '${triedRows}' r, range(10)`;
  await tables.write(
    `SELECT *, CAST(${list} AS FLOAT[]) AS x, CAST(${list} AS DOUBLE[9]) AS fixed,
            CAST(${list} AS VARCHAR[]) AS texts, CAST([dep_delay, distance] AS FLOAT[2]) AS two, [visib, dep_delay, distance] AS three,
            CAST([weekday, hour, temp, humid, wind_speed, precip] AS FLOAT[]) AS six
     FROM (${repeated})`,
    path('lists.parquet'),
  );
  await tables.write(
    `SELECT CASE WHEN hour = 12 THEN NULL WHEN hour = 13 THEN list_concat([NULL], x[2:]) ELSE x END AS x
     FROM '${path('lists.parquet')}'`,
    path('gaps.parquet'),
  );
  await tables.write(
    `SELECT hour, CASE WHEN hour = 12 THEN x[:5] ELSE x END AS x FROM '${path('lists.parquet')}'`,
    path('lengths.parquet'),
  );
});

function jobFor(source: string, model: string, more: Partial<JobInput> = {}): JobInput {
  return {
    source: { paths: [source] },
    models: [{ path: modelPath(model) }],
    keep: 'none',
    destination: { path: join(freshFolder(), 'out.parquet') },
    ...more,
  };
}

async function sha256Of(job: JobInput): Promise<string> {
  return (await engine.score(job)).output.sha256;
}

afterAll(remove);

describe.each(['skl-logistic', 'skl-forest', 'skl-mlp'])('%s', (model) => {
  const from = (bind: JobInput['bind'], more: Partial<JobInput> = {}) =>
    sha256Of(jobFor(path('lists.parquet'), model, { bind, ...more }));
  const columns = () => from([{ input: 'x', columns: features }]);

  it('takes a column of lists that is called as the input is', async () => {
    expect(await from([])).toBe(await columns());
  });

  it.each([
    ['arrays', [{ input: 'x', columns: ['fixed'] }]],
    ['lists of text', [{ input: 'x', columns: ['texts'] }]],
    ['lists beside single columns', [{ input: 'x', columns: ['two', 'six', 'visib'] }]],
    ['an expression', [{ input: 'x', sql: 'list_concat(two, six, [visib])' }]],
    ['lists that were turned twice', [{ input: 'x', sql: 'list_reverse(list_reverse(x))' }]],
    ['lists picked out of others', [{ input: 'x', sql: 'list_select(x, [1, 2, 3, 4, 5, 6, 7, 8, 9])' }]],
  ])('takes %s', async (_what, bind) => {
    expect(await from(bind)).toBe(await columns());
  });

  it('takes lists of rows that a filter leaves', async () => {
    const where = 'hour % 3 = 1';
    expect(await from([], { where })).toBe(await from([{ input: 'x', columns: features }], { where }));
  });

  it('takes one list for all rows', async () => {
    const [first = ''] = features;
    const constant = features.map((name) => (name === first ? '1.5' : '2.5')).join(', ');
    const singles = features.map((name, index) => ({ input: `x[${index}]`, sql: name === first ? '1.5' : '2.5' }));
    expect(await from([{ input: 'x', sql: `[${constant}]` }])).toBe(await from(singles));
  });
});

it('takes a list that is said for a place, for the places behind it too', async () => {
  const matrix = (bind: JobInput['bind']) => {
    return sha256Of(jobFor(path('lists.parquet'), '', { models: [{ path: fixtureModel('float-matrix') }], bind }));
  };
  const singles = await matrix([{ input: 'x', columns: ['visib', 'dep_delay', 'distance'] }]);
  const list = [
    { input: 'x[0]', columns: ['visib'] },
    { input: 'x[1]', columns: ['two'] },
  ];
  expect(await matrix(list)).toBe(singles);
  const all = [{ input: 'x[0]', columns: ['three'] }];
  expect(await matrix(all)).toBe(singles);
});

it('counts missing values in lists, and lists that are missing', async () => {
  const receipt = await engine.score(jobFor(path('gaps.parquet'), 'skl-hist-boosting', gaps()));
  const rows = await tables.columns(`SELECT count(*) FILTER (x IS NULL) AS lists,
    count(*) FILTER (x IS NOT NULL AND x[1] IS NULL) AS single FROM '${path('gaps.parquet')}'`);
  const [bound] = receipt.models[0]?.binding ?? [];
  expect(bound).toMatchObject({ feature: 'x', length: 8, failed: 0 });
  expect(bound?.missing).toBe(Number(rows['lists']?.[0]) * 8 + Number(rows['single']?.[0]));
});

/** The model takes eight features. */
function gaps(): Partial<JobInput> {
  return { bind: [{ input: 'x', sql: 'x[:8]' }] };
}

it('names the first list of another length and how many there are', async () => {
  const fault = await faultOf(engine.score(jobFor(path('lengths.parquet'), 'skl-logistic')));
  expect(fault.toFault()).toEqual({
    code: 'LIST_LENGTH',
    message:
      'Column "x" (FLOAT[]) feeds "x" (float) of model "skl-logistic" with lists of 9 values: 320 of 5,380 lists have another length, first in row 9: 5.',
    hint: 'Leave those rows out with --where, or set them aside with --on-bad-row quarantine.',
    windowHint: 'Leave those rows out with a filter, or set rows that cannot be scored aside.',
  });
});

it('sets rows with a list of another length aside', async () => {
  const job = jobFor(path('lengths.parquet'), 'skl-logistic', { onBadRow: 'quarantine' });
  const { rows, quarantine } = await engine.score(job);
  expect(rows).toMatchObject({ written: 5060, rejected: 320 });
  const reasons = await tables.columns(`SELECT DISTINCT rejected_because AS b FROM '${quarantine?.path ?? ''}'`);
  expect(reasons['b']).toEqual(['Column "x" (FLOAT[]) is a list of 5 values, not of 9']);
});

it('says how many values a model takes', async () => {
  const bind = [{ input: 'x', columns: ['two', 'six'] }];
  const fault = await faultOf(engine.plan(jobFor(path('lists.parquet'), 'skl-logistic', { bind })));
  expect(fault.message).toBe('--bind x gives 8 values, but input "x" takes 9.');
  const array = [{ input: 'x', sql: 'CAST(two AS FLOAT[2])' }];
  const other = await faultOf(engine.plan(jobFor(path('lists.parquet'), 'skl-logistic', { bind: array })));
  expect(other.message).toBe('--bind x:= gives 2 values, but input "x" takes 9.');
});

it('refuses lists for a single value', async () => {
  const bind = features.map((name, index) => ({ input: `x[${index}]`, columns: [index === 3 ? 'six' : name] }));
  const fault = await faultOf(engine.plan(jobFor(path('lists.parquet'), 'skl-logistic', { bind })));
  expect(fault.code).toBe('TYPE_MISMATCH');
});

it('gives no reasons for trees that are fed by lists', async () => {
  const bind = [{ input: 'input', sql: 'x[:8]' }];
  const fault = await faultOf(engine.score(jobFor(path('lists.parquet'), 'lgbm-regressor', { bind, explain: 1 })));
  expect(fault.code).toBe('NOT_EXPLAINABLE');
});
