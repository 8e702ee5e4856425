/** Missing values that leave a row without predictions, and those that become the mean of the training data. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JobInput, MissingRule, Receipt } from '../../contract/index.ts';
import { readMissing } from '../../cli/said/rules.ts';
import { jobOf, subjects, triedRows } from '../matrix/manifest.ts';
import { freshFolder } from './fresh-folder.ts';
import { fixtureModel } from './repository.ts';
import { faultOf, useEngine } from './scoring.ts';
import { useTables } from './use-tables.ts';

const engine = useEngine();
const tables = useTables();

async function score(text: string, missing: MissingRule[], extension: string, more: Partial<JobInput> = {}) {
  const folder = freshFolder();
  writeFileSync(join(folder, 'table.csv'), text);
  const output = join(folder, `out.${extension}`);
  const receipt = await engine.score({
    source: { paths: [join(folder, 'table.csv')], csv: { delimiter: ',' } },
    models: [{ path: fixtureModel('feature-names-with-commas') }],
    missing,
    destination: { path: output },
    ...more,
  });
  return { receipt, y: (await tables.columns(`SELECT y::FLOAT AS y FROM '${output}'`))['y'] };
}

const table = 'dep_delay,distance,hour\n1,1,1\n,1,1\n1,,1\nn/a,1,1\n';

describe.each(['csv', 'parquet'])('null, to %s', (extension) => {
  it('leaves the predictions of such rows empty and counts them', async () => {
    const { receipt, y } = await score(table, [readMissing('dep_delay:null')], extension);
    expect(y).toEqual([111, null, Number.NaN, null]);
    expect(receipt.rows).toEqual({ read: 4, written: 4, rejected: 0 });
    expect(receipt.models[0]?.unscored).toBe(2);
    expect(receipt.models[0]?.binding[0]).toMatchObject({ failed: 1 });
    expect(receipt.warnings).toContain(
      '2 rows have no predictions of model "feature-names-with-commas": a value is missing there.',
    );
  });

  it('holds for an integer input, which has no NaN', async () => {
    const more = { models: [{ path: fixtureModel('int32-matrix') }], features: ['dep_delay', 'distance', 'hour'] };
    const { y } = await score(table, [readMissing('null')], extension, more);
    expect(y).toEqual([3, null, null, null]);
  });
});

it('leaves the other model of two its predictions', async () => {
  const path = fixtureModel('feature-names-with-commas');
  const folder = freshFolder();
  writeFileSync(join(folder, 'table.csv'), 'dep_delay,distance,hour\n,1,1\n1,1,1\n');
  const output = join(folder, 'out.parquet');
  await engine.score({
    source: { paths: [join(folder, 'table.csv')] },
    models: [
      { name: 'one', path },
      { name: 'two', path },
    ],
    missing: [readMissing('one.dep_delay:null'), readMissing('two.x:0')],
    destination: { path: output },
  });
  expect(await tables.rows(`SELECT one_y AS one, two_y AS two FROM '${output}'`)).toEqual([
    { one: null, two: 110 },
    { one: 111, two: 111 },
  ]);
});

/** Rows of a model of the matrix whose predictions are all there although one of these columns is NULL, or the reverse. */
async function wrongRows(receipt: Receipt, columns: string[]): Promise<unknown> {
  const some = columns.map((column) => `t."${column}" IS NULL`).join(' OR ');
  // What a row's reason was fed may be missing in a row with a score.
  const told = receipt.output.columns.filter((column) => !column.endsWith('_value'));
  const given = told.map((column) => `o."${column}" IS NULL`);
  return tables.cell(
    `SELECT count(*) FROM '${receipt.output.path}' o POSITIONAL JOIN '${triedRows}' t
     WHERE (${some}) <> (${given.join(' AND ')}) OR (${some}) <> (${given.join(' OR ')})`,
  );
}

it.each([
  ['trees that Rowcast scores', 'lgbm-classifier', ['wind_gust', 'seats']],
  ['an encoder of text', 'skl-one-hot-none', ['manufacturer']],
])('makes NULL of all outputs of %s', async (_what, name, columns) => {
  const subject = subjects.find((one) => one.name === name);
  if (subject === undefined) throw new Error(`no model ${name}`);
  const job = jobOf(subject, join(freshFolder(), 'out.parquet'));
  const receipt = await engine.score({ ...job, missing: columns.map((column) => readMissing(`${column}:null`)) });
  expect(receipt.models[0]?.unscored).toBeGreaterThan(0);
  expect(await wrongRows(receipt, columns)).toBe(0n);
});

it('gives no reasons for a row without a score', async () => {
  const subject = subjects.find((one) => one.name === 'lgbm-classifier');
  if (subject === undefined) throw new Error('no model');
  const job = jobOf(subject, join(freshFolder(), 'out.parquet'));
  const receipt = await engine.score({ ...job, explain: 1, missing: [readMissing('seats:null')] });
  expect(await wrongRows(receipt, ['seats'])).toBe(0n);
});

/** A model with one more entry of metadata: Protocol Buffers take a repeated field that is written behind the others. */
function withMetadata(model: string, key: string, value: string): string {
  const field = (number: number, content: Buffer) =>
    Buffer.concat([Buffer.from([(number << 3) | 2, content.length]), content]);
  const entry = field(14, Buffer.concat([field(1, Buffer.from(key)), field(2, Buffer.from(value))]));
  const path = join(freshFolder(), 'model.onnx');
  writeFileSync(path, Buffer.concat([readFileSync(model), entry]));
  return path;
}

describe('mean', () => {
  it.each([
    ['by name', '{"dep_delay": 2.5, "distance": 10}'],
    ['in order', '[2.5, 10, 3]'],
  ])('is taken from the metadata, %s', async (_how, means) => {
    const models = [{ path: withMetadata(fixtureModel('feature-names-with-commas'), 'feature_means', means) }];
    const { receipt, y } = await score(table, [readMissing('dep_delay:mean')], 'parquet', { models });
    expect(y).toEqual([111, 112.5, Number.NaN, 112.5]);
    expect(receipt.models[0]?.binding[0]?.missing).toBe(1);
  });

  it('is refused where the file does not tell it', async () => {
    const fault = await faultOf(score(table, [readMissing('hour:mean')], 'parquet'));
    expect(fault.toFault()).toMatchObject({
      code: 'BAD_MISSING_VALUE',
      message:
        'Model "feature-names-with-commas" does not tell the mean of "hour" in training: expected it in the metadata of its file, under "feature_means".',
    });
  });
});
