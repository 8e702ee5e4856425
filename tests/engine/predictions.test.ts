/** Which predictions are written, in which order and under which names. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JobInput } from '../../contract/index.ts';
import { readPredictions } from '../../cli/said/rules.ts';
import { modelPath, triedRows } from '../matrix/manifest.ts';
import { freshFolder } from './fresh-folder.ts';
import { faultOf, useEngine } from './scoring.ts';
import { useTables } from './use-tables.ts';

const engine = useEngine();
const tables = useTables();

function jobFor(models: string[], predictions: JobInput['predictions'], more: Partial<JobInput> = {}): JobInput {
  return {
    source: { paths: [triedRows] },
    models: models.map((name) => ({ path: modelPath(name) })),
    predictions,
    keep: 'none',
    destination: { path: join(freshFolder(), 'out.parquet') },
    ...more,
  };
}

async function columnsOf(job: JobInput): Promise<string[]> {
  return (await engine.score(job)).output.columns;
}

describe('one model', () => {
  it('writes those that are named, in that order', async () => {
    const chosen = [{ output: 'probabilities_1', as: 'chance of delay' }, { output: 'label' }];
    const job = jobFor(['skl-logistic'], chosen);
    expect(await columnsOf(job)).toEqual(['chance of delay', 'label']);
    const all = jobFor(['skl-logistic'], []);
    expect(await columnsOf(all)).toEqual(['label', 'probabilities_0', 'probabilities_1']);
    const different = await tables.cell(
      `SELECT count(*) FROM '${job.destination.path}' c POSITIONAL JOIN '${all.destination.path}' a
       WHERE c."chance of delay" IS DISTINCT FROM a.probabilities_1 OR c.label IS DISTINCT FROM a.label`,
    );
    expect(different).toBe(0n);
  });

  it('takes an output for all of its columns', async () => {
    expect(await columnsOf(jobFor(['skl-logistic'], [{ output: 'probabilities', as: 'p' }]))).toEqual(['p_0', 'p_1']);
    expect(await columnsOf(jobFor(['cat-multiclass'], [{ output: 'probabilities_2' }]))).toEqual(['probabilities_2']);
  });

  it('scores a model whose other outputs no column can hold', async () => {
    const bind = [{ input: 'x', columns: ['hour', 'weekday', 'visib'] }];
    expect((await faultOf(engine.score(jobFor(['some-outputs-unfit'], [], { bind })))).code).toBe('OUTPUT_NOT_PER_ROW');
    expect(await columnsOf(jobFor(['some-outputs-unfit'], [{ output: 'y' }], { bind }))).toEqual(['y_0', 'y_1']);
    const parts = jobFor(['some-outputs-unfit'], [{ output: 'parts', as: 'p' }], { bind });
    expect(await columnsOf(parts)).toEqual(['p_0_0', 'p_0_1', 'p_0_2']);
  });

  it('says which predictions there are', async () => {
    const fault = await faultOf(engine.score(jobFor(['skl-logistic'], [{ output: 'probability_1' }])));
    expect(fault.toFault()).toMatchObject({
      code: 'COLUMN_NOT_FOUND',
      message: '--predictions names "probability_1", which no model gives.',
      hint: 'The nearest is "probabilities_1".',
    });
  });

  it('refuses one prediction under one name twice', async () => {
    const job = jobFor(['skl-logistic'], readPredictions('label,label'));
    expect((await faultOf(engine.score(job))).toFault()).toEqual({
      code: 'OUTPUT_CLASH',
      message: '--predictions names "label" twice.',
      hint: 'Leave one out, or give it another name: "label=NAME".',
      windowHint: 'Leave one out, or give it another name.',
    });
    expect(await columnsOf(jobFor(['skl-logistic'], readPredictions('label,label=again')))).toEqual(['label', 'again']);
  });

  it('refuses one name for two', async () => {
    const twice = [
      { output: 'label', as: 'x' },
      { output: 'probabilities_1', as: 'X' },
    ];
    expect((await faultOf(engine.score(jobFor(['skl-logistic'], twice)))).code).toBe('OUTPUT_CLASH');
  });
});

describe('several models', () => {
  it('names the predictions of each, or of all that have one', async () => {
    const models = ['skl-logistic', 'skl-forest'];
    const chosen = [{ output: 'skl-forest.probabilities_1', as: 'forest' }, { output: 'label' }];
    expect(await columnsOf(jobFor(models, chosen))).toEqual(['skl-logistic_label', 'forest', 'skl-forest_label']);
  });

  it('refuses a model of which nothing is wanted', async () => {
    const chosen = [{ output: 'skl-forest.label' }];
    const fault = await faultOf(engine.score(jobFor(['skl-logistic', 'skl-forest'], chosen)));
    expect(fault.message).toBe('--predictions names nothing of model "skl-logistic".');
  });
});

it('is said on the command line with names of any kind', () => {
  expect(readPredictions('label,probabilities_1=chance')).toEqual([
    { output: 'label' },
    { output: 'probabilities_1', as: 'chance' },
  ]);
  expect(readPredictions('"a,b"="c=d"')).toEqual([{ output: 'a,b', as: 'c=d' }]);
  expect(() => readPredictions('label=')).toThrow('--predictions does not understand "label="');
});
