/** Columns are found by name: exactly, ignoring case, as converters write names; never by position unless asked. */
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BindingRule, JobInput } from '../../contract/index.ts';
import { matchName } from '../../engine/binding/match-name.ts';
import { nearest } from '../../engine/binding/nearest.ts';
import { freshFolder } from './fresh-folder.ts';
import { fixtureModel, inRepository } from './repository.ts';
import { faultOf, useEngine } from './scoring.ts';

const engine = useEngine();

const columns = (...names: string[]) => names.map((name) => ({ name, type: 'DOUBLE' }));

describe('a feature', () => {
  it.each([
    ['exactly before ignoring case', 'age', ['AGE', 'age'], 'age', 'exact'],
    ['ignoring case', 'Age', ['id', 'AGE'], 'AGE', 'ignoring-case'],
    ['as an identifier with a dot', 'home_dest', ['home.dest'], 'home.dest', 'identifier'],
    ['as an identifier with a space and a digit in front', '_2nd_class', ['2nd class'], '2nd class', 'identifier'],
    ['as an identifier ignoring case', 'petal_length__cm_', ['Petal Length (cm)'], 'Petal Length (cm)', 'identifier'],
  ])('is matched %s', (_how, feature, names, found, matched) => {
    expect(matchName(feature, columns(...names))).toEqual({ column: { name: found, type: 'DOUBLE' }, matched });
  });

  it('is not matched by a name that is only near', () => {
    expect(matchName('age', columns('ages', 'ag', ' age x'))).toBeUndefined();
  });

  it.each([
    ['Age', ['AGE', 'age']],
    ['home_dest', ['home.dest', 'home dest']],
  ])('%s is ambiguous among %j', (feature, names) => {
    expect(() => matchName(feature, columns(...names))).toThrow(
      expect.objectContaining({ code: 'BINDING_AMBIGUOUS' }) as Error,
    );
  });

  it('always finds a column of its own name, whatever the name', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 8 }), (names) => {
        for (const name of names)
          expect(matchName(name, columns(...names))).toMatchObject({ column: { name }, matched: 'exact' });
      }),
    );
  });
});

describe('the nearest name', () => {
  it.each([
    ['dep_dely', ['dep_delay', 'distance'], 'dep_delay'],
    ['DISTANCE_KM', ['distance', 'hour'], 'distance'],
    ['hour', ['minute', 'second'], undefined],
    ['x', [], undefined],
  ])('to %s among %j is %s', (name, names, expected) => {
    expect(nearest(name, names)).toBe(expected);
  });

  it('is the name itself where it is there', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, selector: (text) => text.toLowerCase() }),
        (names) => {
          for (const name of names) expect(nearest(name, names)).toBe(name);
        },
      ),
    );
  });
});

/** A plan of a fixture model over a table of one row. */
async function planOf(model: string, header: string, more: Partial<JobInput> = {}) {
  const folder = freshFolder();
  writeFileSync(
    join(folder, 'table.csv'),
    `${header}\n${header
      .split(',')
      .map(() => '1')
      .join(',')}\n`,
  );
  const [plan] = (
    await engine.plan({
      source: { paths: [join(folder, 'table.csv')], csv: { header: true, delimiter: ',' } },
      models: [{ path: fixtureModel(model) }],
      destination: { path: join(folder, 'out.csv') },
      ...more,
    })
  ).models;
  return plan?.binding.map((bound) => [bound.feature, bound.column, bound.matched]);
}

describe('a model', () => {
  it('is fed by name whatever the order of the columns', async () => {
    const header = 'x,hour,distance,DEP_DELAY';
    expect(await planOf('feature-names-with-commas', header)).toEqual([
      ['dep_delay', 'DEP_DELAY', 'ignoring-case'],
      ['distance', 'distance', 'exact'],
      ['hour', 'hour', 'exact'],
    ]);
  });

  it('with names as converters rewrite them finds its columns', async () => {
    expect(await planOf('rewritten-names', '2nd class,home.dest')).toEqual([
      ['home_dest', 'home.dest', 'identifier'],
      ['_2nd_class', '2nd class', 'identifier'],
    ]);
  });

  it.each<[string, string, Partial<JobInput>, string]>([
    ['FEATURE_UNBOUND', 'feature-names-with-commas', {}, 'dep_dely,distance,hour'],
    ['FEATURE_NAMES_NEEDED', 'float-matrix', {}, 'a,b,c'],
    ['FEATURE_NAMES_NEEDED', 'feature-names-too-few', {}, 'dep_delay,distance,hour'],
    ['FEATURE_NAMES_NEEDED', 'width-not-declared', {}, 'a,b,c'],
    ['ARGUMENT_COUNT', 'float-matrix', { features: ['a', 'b'] }, 'a,b,c'],
    ['COLUMN_NOT_FOUND', 'float-matrix', { features: ['a', 'b', 'd'] }, 'a,b,c'],
    ['ARGUMENT_COUNT', 'float-matrix', { byPosition: true }, 'a,b'],
    ['BINDING_AMBIGUOUS', 'rewritten-names', {}, 'home.dest,home dest,2nd class'],
    ['BINDING_UNKNOWN', 'float-matrix', { byPosition: true, bind: [{ input: 'z', columns: ['a'] }] }, 'a,b,c'],
    [
      'BINDING_UNKNOWN',
      'float-matrix',
      { byPosition: true, missing: [{ input: 'z', missing: { policy: 'nan' } }] },
      'a,b,c',
    ],
  ])('%s: %s with %j over %s', async (code, model, more, header) => {
    expect((await faultOf(planOf(model, header, more))).code).toBe(code);
  });

  it('says the nearest column where one is missing', async () => {
    const fault = await faultOf(planOf('feature-names-with-commas', 'dep_dely,distance,hour'));
    expect(fault.message).toContain('nearest column "dep_dely"');
    expect(fault.hint).toContain("--bind 'dep_delay=dep_dely'");
  });

  it('is fed by position only when asked', async () => {
    expect(await planOf('float-matrix', 'c,b,a,d', { byPosition: true })).toEqual([
      ['c', 'c', 'position'],
      ['b', 'b', 'position'],
      ['a', 'a', 'position'],
    ]);
  });

  it.each<[string, BindingRule]>([
    ['an input by its name', { input: 'x', columns: ['c', 'a', 'b'] }],
    ['an input of a model by both names', { input: 'float-matrix.x', columns: ['c', 'a', 'b'] }],
  ])('takes a rule for %s', async (_what, rule) => {
    expect(await planOf('float-matrix', 'a,b,c', { bind: [rule] })).toEqual([
      ['c', 'c', 'rule'],
      ['a', 'a', 'rule'],
      ['b', 'b', 'rule'],
    ]);
  });

  it('takes a rule for one feature and finds the others', async () => {
    const bind = [{ input: 'hour', columns: ['time'] }];
    expect(await planOf('feature-names-with-commas', 'time,dep_delay,distance', { bind })).toEqual([
      ['dep_delay', 'dep_delay', 'exact'],
      ['distance', 'distance', 'exact'],
      ['hour', 'time', 'rule'],
    ]);
  });

  it('with one feature and an open width takes an expression', async () => {
    const bind = [{ input: 'x', sql: 'a + 1' }];
    expect(await planOf('width-not-declared', 'a,b', { bind })).toHaveLength(1);
  });
});

describe('names beside a model that has none', () => {
  const mlmodel = (names: string[]) =>
    `flavors: {}\nsignature:\n  inputs: '${JSON.stringify(names.map((name) => ({ type: 'double', name, required: true })))}'\n  outputs: '[]'\n`;

  async function boundBeside(file: string, content: string): Promise<unknown> {
    const folder = freshFolder();
    copyFileSync(fixtureModel('float-matrix'), join(folder, 'model.onnx'));
    writeFileSync(join(folder, file), content);
    const binding = await planOf('float-matrix', 'c,b,a', { models: [{ path: join(folder, 'model.onnx') }] });
    return binding?.map(([feature]) => feature);
  }

  it.each([
    ['MLmodel', mlmodel(['a', 'b', 'c'])],
    ['model.txt', 'tree\nversion=v4\nnum_class=1\nfeature_names=a b c\nfeature_infos=none none none\n'],
    ['model.json', JSON.stringify({ learner: { feature_names: ['a', 'b', 'c'] }, version: [2, 1, 0] })],
  ])('are read from %s', async (file, content) => {
    expect(await boundBeside(file, content)).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['MLmodel', 'signature: {inputs: "not json"}'],
    ['MLmodel', ': : :\n\t'],
    ['MLmodel', mlmodel(['a', 'b'])],
    ['model.txt', 'notes about feature_names=a b c\n'],
    ['model.txt', 'tree\nfeature_names=a b\n'],
    ['model.json', '{"learner": {"feature_names": []}}'],
    ['model.json', '{'],
  ])('are not taken from a %s that does not tell them (%j)', async (file, content) => {
    await expect(boundBeside(file, content)).rejects.toMatchObject({ code: 'FEATURE_NAMES_NEEDED' });
  });

  it('are not asked for where the model names its features itself', async () => {
    const folder = freshFolder();
    copyFileSync(inRepository('models/late-v1.onnx'), join(folder, 'model.onnx'));
    writeFileSync(join(folder, 'MLmodel'), mlmodel(['a', 'b', 'c', 'd', 'e', 'f']));
    const card = await engine.methods.model.inspect({ path: join(folder, 'model.onnx') });
    expect(card.features?.source).toContain('metadata');
  });
});
