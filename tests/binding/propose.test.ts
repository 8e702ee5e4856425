/** What feeds each slot of a model, before anything is planned: the same as a plan would do, with the faults in their lines. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JobDraftInput } from '../../contract/index.ts';
import { freshFolder } from '../engine/fresh-folder.ts';
import { fixtureModel } from '../engine/repository.ts';
import { faultOf, useEngine } from '../engine/scoring.ts';
import { useTables } from '../engine/use-tables.ts';
import { bundled, bundledModels, csvDraft, flights, flightsDraft, lineOf } from './drafts.ts';

const engine = useEngine();
const tables = useTables();
const propose = (draft: JobDraftInput) => engine.methods.binding.propose(draft);

describe('the bundled models', () => {
  it.each(bundledModels)('%s is bound as its plan binds it, with the columns that it adds', async (model) => {
    const draft = flightsDraft(model);
    const plan = await engine.plan({ ...draft, destination: { path: join(freshFolder(), 'out.parquet') } });
    const binding = await propose(draft);
    const [planned] = plan.models;
    expect(binding.fault).toBeNull();
    expect(binding.lines.every((line) => line.fault === null && line.sure)).toBe(true);
    const bound = ({
      input,
      index,
      feature,
      column,
      type,
      element,
      length,
      matched,
      missing,
    }: (typeof binding.lines)[number]) => ({
      input,
      index,
      feature,
      column,
      type,
      element,
      length,
      matched,
      missing,
    });
    expect(binding.lines.map(bound)).toEqual(planned?.binding.map(({ sql: _sql, ...argument }) => argument));
    expect(binding.outputs.map(({ name, type }) => ({ name, type }))).toEqual(planned?.columns);
  });

  it('is done with the first rows alone, whatever the others hold', async () => {
    const path = join(freshFolder(), 'long.parquet');
    await tables.write(
      `SELECT f.* FROM '${flights}' f, range(40)`,
      path,
      'FORMAT parquet, ROW_GROUP_SIZE 4096, COMPRESSION uncompressed',
    );
    const bytes = readFileSync(path);
    // The last rows, well before the footer, which begins where its length says.
    const footer = bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8);
    writeFileSync(path, bytes.fill(0xff, Math.floor(footer * 0.75), footer));
    const draft = { ...flightsDraft('late-v2'), source: { paths: [path] } };
    const { fault, lines } = await propose(draft);
    expect(fault).toBeNull();
    expect(lines.every((line) => line.fault === null)).toBe(true);
    const destination = { path: join(freshFolder(), 'out.parquet') };
    expect((await faultOf(engine.score({ ...draft, destination }))).code).toBe('SOURCE_MALFORMED');
  });

  it('two models have the lines of both', async () => {
    const binding = await propose({
      ...flightsDraft('late-v1'),
      models: ['late-v1', 'late-v2'].map((name) => ({ path: flightsDraft(name).models[0]?.path ?? '' })),
    });
    expect(new Set(binding.lines.map((line) => line.model))).toEqual(new Set(['late-v1', 'late-v2']));
    expect(binding.outputs[0]).toEqual({ model: 'late-v1', name: 'late-v1_label', type: 'BIGINT' });
  });
});

describe('samples', () => {
  const model = fixtureModel('feature-names-with-commas');

  it('are what the model is fed: after the cast, and with what stands for a missing value', async () => {
    const text = 'dep_delay,distance,hour\n1,0.5,1e3\n,n/a,4\n';
    const binding = await propose(
      csvDraft(text, model, { missing: [{ input: 'distance', missing: { policy: 'value', value: '7' } }] }),
    );
    expect(lineOf(binding, 'dep_delay').samples).toEqual(['1.0', 'NaN']);
    expect(lineOf(binding, 'distance').samples).toEqual(['0.5', '7']);
    expect(lineOf(binding, 'hour').samples).toEqual(['1000.0', '4.0']);
  });

  it('are NULL where a run would end', async () => {
    const text = 'a,b,c\n1.5,300,\n2,x,1\n';
    const binding = await propose(csvDraft(text, fixtureModel('int32-matrix'), { features: ['a', 'b', 'c'] }));
    expect(binding.lines.map((line) => line.samples)).toEqual([
      [null, '2'],
      ['300', null],
      [null, '1'],
    ]);
  });

  it('show a number that became infinite', async () => {
    const binding = await propose(csvDraft('dep_delay,distance,hour\n1e39,-1e39,1\n', model));
    expect(binding.lines.map((line) => line.samples[0])).toEqual(['inf', '-inf', '1.0']);
  });
});

describe('faults stand in their lines', () => {
  const model = fixtureModel('feature-names-with-commas');
  const table = 'dep_dely,distance,hour\n1,2,3\n';

  it('a feature without a column has the nearest column for a suggestion', async () => {
    const binding = await propose(csvDraft(table, model));
    expect(lineOf(binding, 'dep_delay')).toMatchObject({
      column: null,
      matched: null,
      sure: false,
      suggestion: 'dep_dely',
      fault: {
        code: 'FEATURE_UNBOUND',
        message:
          'Model "feature-names-with-commas" needs "dep_delay" (float; nearest column "dep_dely"), and the table has no such column.',
        windowHint: 'Choose a column for it, or write an expression.',
      },
    });
    expect(lineOf(binding, 'hour')).toMatchObject({ column: 'hour', sure: true, fault: null, samples: ['3.0'] });
    expect(binding).toMatchObject({ outputs: [], fault: null });
  });

  it('an ambiguous name says between what', async () => {
    const binding = await propose(csvDraft('dep_delay,DISTANCE,dist.ance,Hour\n1,2,3,4\n', model));
    expect(lineOf(binding, 'distance')).toMatchObject({ matched: 'ignoring-case', sure: true });
    const unsure = await propose(csvDraft('dep-delay,dep.delay,distance,hour\n1,2,3,4\n', model));
    expect(lineOf(unsure, 'dep_delay').fault).toMatchObject({
      code: 'BINDING_AMBIGUOUS',
      message: 'Feature "dep_delay" could be fed by "dep-delay" and "dep.delay".',
      windowHint: 'Choose which one.',
    });
  });

  it('a name that only looks alike is to be confirmed', async () => {
    const binding = await propose(csvDraft('Dep-Delay,distance,hour\n1,2,3\n', model));
    expect(lineOf(binding, 'dep_delay')).toMatchObject({ column: 'Dep-Delay', matched: 'identifier', sure: false });
  });

  it('a bad expression, one that fails on a row, and a type that cannot feed a number', async () => {
    const binding = await propose(
      csvDraft('dep_delay,distance,hour,day\n1,2,3,2024-01-01\n', model, {
        bind: [
          { input: 'dep_delay', sql: 'nix(' },
          { input: 'distance', sql: "CAST('x' || day AS DATE) - day" },
          { input: 'hour', columns: ['day'] },
        ],
      }),
    );
    expect(binding.lines.map((line) => line.fault?.code)).toEqual([
      'INVALID_EXPRESSION',
      'VALUE_DOES_NOT_CONVERT',
      'TYPE_MISMATCH',
    ]);
    expect(lineOf(binding, 'distance').fault?.windowHint).toBe(
      'Write TRY_CAST in the expression to make NULL of such values, or leave those rows out with a filter.',
    );
    expect(lineOf(binding, 'hour').fault?.windowHint).toBe(
      'Write an expression that makes a number of it, for example epoch("day").',
    );
  });

  it('a value for what is missing that the input cannot hold', async () => {
    const missing = [{ input: 'hour', missing: { policy: 'value' as const, value: 'noon' } }];
    const binding = await propose(csvDraft('dep_delay,distance,hour\n1,2,3\n', model, { missing }));
    expect(binding.lines.map((line) => line.fault?.code ?? null)).toEqual([null, null, 'BAD_MISSING_VALUE']);
  });

  it('a model without names has a line for each place, and each place can be said', async () => {
    const unnamed = fixtureModel('float-matrix');
    const binding = await propose(csvDraft('a,b,c\n1,2,3\n', unnamed));
    expect(binding.lines.map(({ feature, index, fault }) => [feature, index, fault?.code])).toEqual([
      [null, 0, 'FEATURE_NAMES_NEEDED'],
      [null, 1, 'FEATURE_NAMES_NEEDED'],
      [null, 2, 'FEATURE_NAMES_NEEDED'],
    ]);
    const bind = [
      { input: 'x[0]', columns: ['c'] },
      { input: 'x[2]', sql: 'a + 1' },
    ];
    const half = await propose(csvDraft('a,b,c\n1,2,3\n', unnamed, { bind }));
    expect(half.lines.map(({ column, sql, fault }) => [column, sql, fault?.code])).toEqual([
      ['c', null, undefined],
      [null, null, 'FEATURE_NAMES_NEEDED'],
      [null, 'a + 1', undefined],
    ]);
    const whole = await propose(
      csvDraft('a,b,c\n1,2,3\n', unnamed, { bind: [...bind, { input: 'float-matrix.x[1]', columns: ['b'] }] }),
    );
    expect(whole.lines.map((line) => line.samples[0])).toEqual(['3.0', '2.0', '2.0']);
    expect(whole.outputs).toHaveLength(1);
  });

  it('by position, each line is to be confirmed', async () => {
    const binding = await propose(csvDraft('a,b,c\n1,2,3\n', fixtureModel('float-matrix'), { byPosition: true }));
    expect(binding.lines.map(({ column, matched, sure }) => [column, matched, sure])).toEqual([
      ['a', 'position', false],
      ['b', 'position', false],
      ['c', 'position', false],
    ]);
  });
});

describe('faults of the whole', () => {
  it('a missing table, a missing model, a rule of no use and a name that is taken', async () => {
    const draft = flightsDraft('late-v1');
    const code = async (more: Partial<JobDraftInput>) => (await propose({ ...draft, ...more })).fault?.code;
    expect(await code({ source: { paths: [`${flights}.none`] } })).toBe('SOURCE_NOT_FOUND');
    expect(await code({ models: [{ path: 'none.onnx' }] })).toBe('MODEL_NOT_FOUND');
    expect(await code({ bind: [{ input: 'nonsense', columns: ['hour'] }] })).toBe('BINDING_UNKNOWN');
    expect(await code({ models: [...draft.models, ...draft.models] })).toBe('INVALID_ARGUMENT');
    const clash = csvDraft('a,b,c,y\n1,2,3,4\n', fixtureModel('float-matrix'), { features: ['a', 'b', 'c'] });
    expect((await propose(clash)).fault?.code).toBe('OUTPUT_CLASH');
  });

  it('a model that cannot be scored says so, whatever feeds it', async () => {
    const binding = await propose(csvDraft('a\n1\n', fixtureModel('unknown-operator')));
    expect(binding.fault?.code).toBe('UNKNOWN_OPERATOR');
  });
});

describe('assess', () => {
  it('tells why a model cannot be scored, beside its card', async () => {
    const assess = (name: string) => engine.methods.model.assess({ path: fixtureModel(name) });
    expect((await assess('float-matrix')).refusal).toBeNull();
    expect((await assess('width-not-declared')).refusal).toBeNull();
    expect((await assess('batch-of-one')).refusal).toBeNull();
    const { card, refusal } = await assess('sequence-output');
    expect([card.outputs[0]?.kind, refusal]).toEqual(['sequence', null]);
    expect((await assess('scalar-output')).refusal?.code).toBe('OUTPUT_NOT_PER_ROW');
    expect((await faultOf(assess('not-onnx'))).code).toBe('NOT_ONNX');
  });
});

describe('graph', () => {
  const graph = (name: string, nodeLimit?: number) =>
    engine.methods.model.graph({ path: bundled(name), ...(nodeLimit === undefined ? {} : { nodeLimit }) });

  it('has the operators in order, with the names that join them', async () => {
    const { nodes, nodeCount } = await graph('late-pipeline');
    expect(nodes).toHaveLength(nodeCount);
    expect(nodes).toContainEqual({
      name: expect.any(String) as string,
      op: 'OneHotEncoder',
      domain: 'ai.onnx.ml',
      inputs: ['carrier'],
      outputs: ['carrierout'],
      subgraphs: 0,
    });
    const made = new Set(nodes.flatMap((node) => node.outputs));
    const { outputs } = await engine.methods.model.inspect({ path: bundled('late-pipeline') });
    expect(outputs.every((output) => made.has(output.name))).toBe(true);
  });

  it('is cut where asked, and says of how many', async () => {
    const whole = await graph('late-mlp');
    const cut = await graph('late-mlp', 2);
    expect(cut).toEqual({ nodes: whole.nodes.slice(0, 2), nodeCount: whole.nodeCount });
  });

  it('a file that is no model', async () => {
    const fault = await faultOf(engine.methods.model.graph({ path: fixtureModel('not-onnx') }));
    expect(fault.code).toBe('NOT_ONNX');
  });
});

it('a card has the categories that encoders were fitted on', async () => {
  const { categories } = await engine.methods.model.inspect({ path: bundled('late-pipeline') });
  expect(categories.map(({ input, index }) => [input, index])).toEqual([
    ['carrier', 0],
    ['origin', 0],
    ['dest', 0],
    ['manufacturer', 0],
    ['weekday', 0],
  ]);
  expect(categories[1]?.values).toEqual(['EWR', 'JFK', 'LGA']);
  expect(categories[4]?.values).toEqual([1, 2, 3, 4, 5, 6, 7]);
});
