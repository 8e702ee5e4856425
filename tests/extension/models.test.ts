/** Inspecting, loading and unloading models in SQL, and what is said where that fails. */
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ModelCard } from '../../contract/index.ts';
import { freshFolder } from '../engine/fresh-folder.ts';
import { fixtureModel, inRepository } from '../engine/repository.ts';
import { modelPath } from '../matrix/manifest.ts';
import { thrownBy, useExtension, type LoadReceipt } from './database.ts';

const database = useExtension();
const model = fixtureModel('float-matrix');

describe('rowcast_inspect', () => {
  it('describes a model as the contract says', async () => {
    const path = inRepository('models/late-pipeline.onnx');
    const card = ModelCard.parse(await database.json('rowcast_inspect', path));
    const bytes = readFileSync(path);
    expect(card).toMatchObject({
      path,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      outputs: [
        { name: 'output_label', element: 'int64', zipmap: false },
        { name: 'output_probability', classes: [0, 1], zipmap: true },
      ],
    });
    expect(card.inputs.map((input) => input.name).slice(0, 5)).toEqual([
      'carrier',
      'origin',
      'dest',
      'manufacturer',
      'weekday',
    ]);
    expect(card.inputs.map((input) => input.element).slice(3, 6)).toEqual(['string', 'int64', 'float']);
  });

  it.each([
    ['metadata', inRepository('models/late-v1.onnx'), 6],
    ['a list with commas', fixtureModel('feature-names-with-commas'), 3],
  ])('finds feature names in %s', async (_where, path, count) => {
    const card = ModelCard.parse(await database.json('rowcast_inspect', path));
    expect(card.features?.names).toHaveLength(count);
  });

  it('tells an input that has a value in the file from those to be fed', async () => {
    const card = ModelCard.parse(await database.json('rowcast_inspect', fixtureModel('weights-listed-as-input')));
    expect(card.inputs.filter((input) => !input.optional).map((input) => input.name)).toEqual(['x']);
  });

  it('returns NULL for NULL', async () => {
    expect(await database.text('rowcast_inspect', null)).toBeNull();
  });

  it('describes many models in one statement', async () => {
    const rows = await database.rows(
      `SELECT rowcast_inspect(path) AS card FROM (VALUES ('${model}'), (NULL), ('${fixtureModel('two-blocks')}')) t(path)`,
    );
    const inputs = rows.map(({ card }) =>
      typeof card === 'string' ? ModelCard.parse(JSON.parse(card)).inputs.length : 0,
    );
    expect(inputs).toEqual([1, 0, 2]);
  });
});

describe('rowcast_load', () => {
  it('returns a receipt', async () => {
    const receipt = (await database.json('rowcast_load', 'receipted', model, '{"model": "my model"}')) as LoadReceipt;
    expect(receipt).toMatchObject({
      function: 'receipted',
      parameters: ['FLOAT', 'FLOAT', 'FLOAT'],
      columns: [{ name: 'y', output: 'y', type: 'FLOAT' }],
      provider: { asked: 'auto', ran: 'cpu' },
      sha256: createHash('sha256').update(readFileSync(model)).digest('hex'),
      model: 'my model',
    });
  });

  it('changes nothing when asked again for the same', async () => {
    const first = await database.text('rowcast_load', 'again', model, '{}');
    await database.rows('SELECT again(i, 2, 3) FROM range(1) t(i)');
    expect(await database.text('rowcast_load', 'again', model, '{}')).toBe(first);
    expect((await database.counters('again')).rows).toBe(1);
  });

  it('finds functions whatever the case of their names', async () => {
    await database.json('rowcast_load', 'MixedCase', model, '{}');
    expect(await database.cell('SELECT mixedcase(i, 2, 3).y FROM range(1) t(i)')).toBe(320);
    expect((await database.counters('MIXEDCASE')).rows).toBe(1);
  });

  it.each<[string, [string, string, string]]>([
    ['MODEL_NOT_FOUND', ['nowhere', '/no/such.onnx', '{}']],
    ['MODEL_EMPTY', ['nothing', fixtureModel('empty'), '{}']],
    ['NOT_ONNX', ['a_text', fixtureModel('not-onnx'), '{}']],
    ['MODEL_TRUNCATED', ['half', fixtureModel('truncated'), '{}']],
    ['MODEL_CHANGED', ['changed', model, '{"sha256": "00"}']],
    ['MODEL_TOO_NEW', ['newer', fixtureModel('ir-too-new'), '{}']],
    ['UNKNOWN_OPERATOR', ['magic', fixtureModel('unknown-operator'), '{}']],
    ['MODEL_CHANGED', ['magic', model, JSON.stringify({ extensions: [{ path: model, sha256: '00' }] })]],
    ['OPERATORS_NOT_LOADABLE', ['magic', model, '{"extensions": [{"path": "none.so", "sha256": "00"}]}']],
    ['EXTERNAL_DATA_MISSING', ['weightless', fixtureModel('external-data-missing'), '{}']],
    ['FIXED_BATCH', ['one', modelPath('fixed-batches-differ'), '{}']],
    ['UNSUPPORTED_ELEMENT', ['brain_float', modelPath('type-bfloat16'), '{}']],
    ['OUTPUT_NOT_PER_ROW', ['a_mean', fixtureModel('scalar-output'), '{}']],
    ['OUTPUT_NOT_PER_ROW', ['rows', modelPath('sequence-of-rows'), '{}']],
    ['ARGUMENT_COUNT', ['wide', fixtureModel('width-not-declared'), '{}']],
    ['ARGUMENT_COUNT', ['few', model, '{"arguments": [{"input": "x", "type": "FLOAT"}]}']],
    ['UNKNOWN_INPUT', ['unknown', model, '{"arguments": [{"input": "z", "type": "FLOAT"}]}']],
    ['TYPE_MISMATCH', ['numbers', fixtureModel('mixed-columns'), '{"arguments": [{"input": "s", "type": "DOUBLE"}]}']],
    ['BAD_OPTIONS', ['options', model, '{"argument": []}']],
    ['BAD_OPTIONS', ['not_json', model, 'x']],
    ['BAD_FUNCTION_NAME', ['drop table', model, '{}']],
    ['BAD_FUNCTION_NAME', ['1st', model, '{}']],
    ['PROVIDER_UNAVAILABLE', ['gpu', model, '{"provider": "directml", "requireProvider": true}']],
  ])('fails with %s for %j', async (code, inputs) => {
    const thrown = await thrownBy(database.text('rowcast_load', ...inputs));
    expect(thrown.code).toBe(code);
    expect(thrown.message).toMatch(/[.:]/);
    // A failed load leaves no function behind.
    await expect(database.rows(`SELECT ${inputs[0]}(1)`)).rejects.toThrow(/does not exist|syntax error|Parser Error/);
  });

  it('names the argument whose stand-in for missing values does not fit', async () => {
    const options = {
      arguments: [
        { input: 'x', type: 'BIGINT' },
        { input: 'x', type: 'BIGINT', missing: { policy: 'value', value: 'many' } },
        { input: 'x', type: 'BIGINT' },
      ],
    };
    const load = database.text('rowcast_load', 'bad_value', fixtureModel('int64-matrix'), JSON.stringify(options));
    expect(await thrownBy(load)).toMatchObject({ code: 'BAD_MISSING_VALUE', argument: 1 });
    const nan = {
      arguments: Array.from({ length: 3 }, () => ({ input: 'x', type: 'BIGINT', missing: { policy: 'nan' } })),
    };
    const loadNan = database.text('rowcast_load', 'no_nan', fixtureModel('int64-matrix'), JSON.stringify(nan));
    expect(await thrownBy(loadNan)).toMatchObject({ code: 'BAD_MISSING_VALUE', argument: 0 });
  });

  it('refuses a name that another model has', async () => {
    await database.json('rowcast_load', 'taken', model, '{}');
    const other = database.text('rowcast_load', 'taken', fixtureModel('two-blocks'), '{}');
    expect((await thrownBy(other)).code).toBe('FUNCTION_EXISTS');
    expect(await database.cell('SELECT taken(1, 2, 3).y')).toBe(321);
  });

  it.each([
    ['abs', 'FUNCTION_EXISTS'],
    ['sum', 'FUNCTION_EXISTS'],
    ['range', 'FUNCTION_EXISTS'],
    ['rowcast_load', 'FUNCTION_EXISTS'],
    ['coalesce', 'FUNCTION_EXISTS'],
  ])('leaves %s to DuckDB', async (name, code) => {
    expect((await thrownBy(database.text('rowcast_load', name, model, '{}'))).code).toBe(code);
    expect(await database.cell('SELECT abs(-1) + coalesce(NULL, 2) + (SELECT sum(range) FROM range(3))')).toBe(6n);
  });

  it('loads models from many connections at once', async () => {
    const connections = await Promise.all(Array.from({ length: 4 }, () => database.connect()));
    await Promise.all(
      connections.map((connection, index) =>
        database.rows(`SELECT rowcast_load('many_${index}', '${model}', '{}')`, connection),
      ),
    );
    const sums = await database.rows(
      'SELECT many_0(1, 2, 3).y + many_1(1, 2, 3).y + many_2(1, 2, 3).y + many_3(1, 2, 3).y AS sum',
    );
    expect(sums).toEqual([{ sum: 4 * 321 }]);
    connections.forEach((connection) => connection.closeSync());
  });
});

describe('rowcast_unload', () => {
  it('frees a model, whose calls then fail until it is loaded again', async () => {
    const name = await database.load('float-matrix');
    expect(await database.json('rowcast_unload', name)).toEqual({ function: name, unloaded: true });
    expect(await database.json('rowcast_unload', name)).toEqual({ function: name, unloaded: false });
    expect((await thrownBy(database.rows(`SELECT ${name}(1, 2, 3)`))).code).toBe('MODEL_UNLOADED');
    expect((await thrownBy(database.counters(name))).code).toBe('MODEL_UNLOADED');
    await database.json('rowcast_load', name, model, '{}');
    expect(await database.cell(`SELECT ${name}(1, 2, 3).y`)).toBe(321);
  });

  it('lets the name be used again for a model of the same form only', async () => {
    const name = await database.load('float-matrix');
    await database.json('rowcast_unload', name);
    const other = database.text('rowcast_load', name, fixtureModel('two-blocks'), '{}');
    expect((await thrownBy(other)).code).toBe('FUNCTION_EXISTS');
    await database.json('rowcast_load', name, fixtureModel('weights-listed-as-input'), '{}');
    expect(await database.cell(`SELECT ${name}(1, 2, 3).y`)).toBe(321);
  });

  it('fails for a name that was never loaded', async () => {
    expect((await thrownBy(database.text('rowcast_unload', 'never'))).code).toBe('FUNCTION_UNKNOWN');
    expect((await thrownBy(database.text('rowcast_counters', 'never'))).code).toBe('FUNCTION_UNKNOWN');
    expect(await database.text('rowcast_unload', null)).toBeNull();
  });
});

it('keeps scoring when the file of a loaded model changes', async () => {
  const path = join(freshFolder(), 'model.onnx');
  copyFileSync(model, path);
  await database.json('rowcast_load', 'moved', path, '{}');
  copyFileSync(fixtureModel('two-blocks'), path);
  expect(await database.cell('SELECT moved(1, 2, 3).y')).toBe(321);
});
