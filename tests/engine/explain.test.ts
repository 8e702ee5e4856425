/** Reasons for scores: which covers weigh them, which models have them, and what is said where there are none. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JobInput } from '../../contract/index.ts';
import { rowcast } from '../support/rowcast-command.ts';
import { freshFolder } from './fresh-folder.ts';
import { inRepository } from './repository.ts';
import { faultOf, useEngine } from './scoring.ts';
import { useTables } from './use-tables.ts';

const engine = useEngine();
const tables = useTables();

const features = ['dep_delay', 'distance', 'hour', 'temp', 'wind_speed', 'visib'];
const file = (name: string) => inRepository(`tests/parity/shap/${name}`);
const flights = file('flights.csv');

function job(model: string, more: Partial<JobInput>): JobInput {
  return {
    source: { paths: [flights] },
    models: [{ path: file(`${model}.onnx`) }],
    features,
    destination: { path: join(freshFolder(), 'scored.parquet') },
    ...more,
  };
}

/** The greatest difference to values of a framework in the first 60 rows, of their size or of one. */
async function worst(scored: string, expected: string): Promise<number> {
  const differences = [...features.map((name) => `contribution_${name}`), 'base_value'].map(
    (column) => `max(abs(s."${column}" - e."${column}") / greatest(1, abs(e."${column}")))`,
  );
  const sql = `SELECT greatest(${differences.join(', ')}) FROM (SELECT * FROM '${scored}' LIMIT 60) s POSITIONAL JOIN '${expected}' e`;
  return Number(await tables.cell(sql));
}

describe('covers', () => {
  it('are those of the model file where it has them, and nothing is counted', async () => {
    const asked = job('lightgbm-covers', { explain: 'all', where: 'hour < 30' });
    const receipt = await engine.score(asked);
    expect(receipt.models[0]?.explain).toEqual({
      asked: 'all',
      explains: 'score',
      covers: 'model file',
      rows: null,
    });
    expect(await worst(asked.destination.path, file('lightgbm-binary.csv'))).toBeLessThan(2e-6);
  });

  it('are counted on the rows that pass the filter', async () => {
    const receipt = await engine.score(job('lightgbm-binary', { explain: 1, where: 'hour >= 12' }));
    expect(receipt.models[0]?.explain).toMatchObject({ covers: 'scored rows', rows: receipt.rows.written });
  });

  it.each(['null', 'quarantine'] as const)('are counted without bad rows where these become %s', async (onBadRow) => {
    const folder = freshFolder();
    const lines = [
      'dep_delay,distance,hour,temp,wind_speed,visib',
      '5,500,6,70,5,10',
      'late,500,18,70,5,10',
      '9,80,7,60,5,9',
    ];
    writeFileSync(join(folder, 't.csv'), `${lines.join('\n')}\n`);
    const asked = job('lightgbm-binary', { explain: 1, onBadRow, source: { paths: [join(folder, 't.csv')] } });
    const receipt = await engine.score({ ...asked, destination: { path: join(folder, 'o.parquet') } });
    expect(receipt.models[0]?.explain).toMatchObject({ covers: 'scored rows', rows: 2 });
    const empty = `SELECT count(*)::INT FROM '${join(folder, 'o.parquet')}' WHERE reason_1_feature IS NULL AND label IS NULL`;
    expect(await tables.cell(empty)).toBe(onBadRow === 'null' ? 1 : 0);
  });

  it('are counted no further once the run is cancelled, and nothing is left', async () => {
    const folder = freshFolder();
    const source = join(folder, 'long.parquet');
    await tables.write(`SELECT f.* FROM '${flights}' f, range(10000)`, source);
    const asked = job('lightgbm-binary', { explain: 1, source: { paths: [source] } });
    const stop = new AbortController();
    const run = await engine.methods.job.run(
      { ...asked, destination: { path: join(folder, 'o.parquet') } },
      { signal: stop.signal },
    );
    const told: string[] = [];
    const ended = (async () => {
      for await (const { event } of run) {
        told.push(event);
        if (event === 'planned') setTimeout(() => stop.abort(), 10);
      }
    })();
    expect((await faultOf(ended)).code).toBe('CANCELLED');
    // Scoring would have told how far it is.
    expect(told).toEqual(['started', 'planned']);
    expect(readdirSync(folder)).toEqual(['long.parquet']);
  });

  it('are not counted for a plan', async () => {
    const plan = await engine.plan(job('lightgbm-binary', { explain: 1 }));
    expect(plan.models[0]?.explain).toEqual({ asked: 1, explains: 'score', covers: 'scored rows', rows: null });
  });
});

describe('contributions', () => {
  it('and the base value add up to the raw score', async () => {
    const asked = job('xgboost-regressor', { explain: 'all' });
    const receipt = await engine.score(asked);
    const sum = receipt.output.columns.filter((column) => /^contribution_|^base_value$/.test(column)).join(' + ');
    const prediction = receipt.models[0]?.columns[0];
    const off = `max(abs(${sum} - ${prediction}) / greatest(1, abs(${prediction})))`;
    expect(await tables.cell(`SELECT ${off} FROM '${asked.destination.path}'`)).toBeLessThan(1e-6);
  });

  it('are those of the columns where each has an input of its own', async () => {
    const missing = [{ missing: { policy: 'value' as const, value: '-1' } }];
    const asked = job('forest-columns', { explain: 'all', missing });
    delete asked.features;
    await engine.score(asked);
    expect(await worst(asked.destination.path, file('forest-regressor.csv'))).toBeLessThan(2e-6);
  });

  it('stand beside the predictions of each of several models', async () => {
    const models = ['lightgbm-binary', 'xgboost-regressor'].map((name) => ({ name, path: file(`${name}.onnx`) }));
    const { output } = await engine.score(job('', { models, explain: 1, keep: 'none' }));
    expect(output.columns.filter((column) => column.endsWith('_feature'))).toEqual([
      'lightgbm-binary_reason_1_feature',
      'xgboost-regressor_reason_1_feature',
    ]);
  });

  it.each(['csv', 'ndjson', 'arrow'])('are written to %s', async (format) => {
    const path = join(freshFolder(), `scored.${format}`);
    await engine.score(job('lightgbm-binary', { explain: 2, destination: { path } }));
    expect(readFileSync(path).toString('latin1')).toContain('reason_2_contribution');
  });

  it('are found for a table without rows', async () => {
    const receipt = await engine.score(job('lightgbm-binary', { explain: 1, where: 'hour > 99' }));
    expect(receipt.models[0]?.explain).toMatchObject({ rows: 0 });
  });

  it('of a missing value name the feature and leave its value empty', async () => {
    const folder = freshFolder();
    writeFileSync(
      join(folder, 't.csv'),
      'dep_delay,distance,hour,temp,wind_speed,visib\n,500,6,70,5,10\n90,500,18,70,5,10\n',
    );
    const asked = job('lightgbm-covers', { explain: 6, source: { paths: [join(folder, 't.csv')] } });
    await engine.score(asked);
    const [row] = await tables.rows(`SELECT * FROM '${asked.destination.path}'`);
    const place = [1, 2, 3, 4, 5, 6].find((k) => row?.[`reason_${k}_feature`] === 'dep_delay');
    expect(row?.[`reason_${place}_value`]).toBeNull();
    expect(row?.[`reason_${place}_contribution`]).not.toBe(0);
  });
});

describe('what cannot be explained is said', () => {
  it.each([
    [
      'scaled-tree',
      'The scores of model "scaled-tree" cannot be explained: the step Scaler stands between its inputs and its trees, so that these do not see the columns.',
    ],
  ])('of %s', async (model, message) => {
    expect((await faultOf(engine.score(job(model, { explain: 3 })))).toFault()).toEqual({
      code: 'NOT_EXPLAINABLE',
      message,
      hint: 'Leave the reasons out, or export the trees alone, so that they read the columns, and compute the steps in front with expressions.',
    });
  });

  it('of a model without trees', async () => {
    const models = [{ path: inRepository('models/late-mlp.onnx') }];
    const source = { paths: [inRepository('models/data/flights.csv')] };
    const asked = job('', { models, source, explain: 1 });
    delete asked.features;
    expect((await faultOf(engine.score(asked))).message).toBe(
      'The scores of model "late-mlp" cannot be explained: it has no tree ensemble.',
    );
  });

  it('of more reasons than features', async () => {
    expect((await faultOf(engine.score(job('lightgbm-binary', { explain: 7 })))).toFault()).toEqual({
      code: 'INVALID_ARGUMENT',
      message: '--explain asks for 7 reasons of model "lightgbm-binary", which has 6 features.',
      hint: 'Ask for fewer, or for all.',
      windowHint: 'Ask for fewer reasons.',
    });
  });

  it.each(['0', 'some', '2.5'])('of --explain %s', async (said) => {
    const run = await rowcast(freshFolder(), 'score', flights, '--model', 'm.onnx', '-o', 'o.csv', '--explain', said);
    const shown = /^\d/.test(said) ? said : JSON.stringify(said);
    expect(run.stderr).toContain(`--explain is given ${shown}: expected a whole number from 1 to 100, or all.`);
  });
});
