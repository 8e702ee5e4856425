/** Rules of missing values: which one holds, what it makes of a value, and what is counted and said. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JobInput, MissingPolicy, MissingRule, Receipt } from '../../contract/index.ts';
import { freshFolder } from './fresh-folder.ts';
import { fixtureModel } from './repository.ts';
import { faultOf, useEngine } from './scoring.ts';
import { useTables } from './use-tables.ts';

const engine = useEngine();
const tables = useTables();

const value = (text: string): MissingPolicy => ({ policy: 'value', value: text });

/** Scores a CSV text into CSV or Parquet. */
async function score(
  text: string,
  more: Partial<JobInput>,
  extension: string,
  source: Partial<JobInput['source']> = {},
): Promise<{ receipt: Receipt; y: unknown }> {
  const folder = freshFolder();
  writeFileSync(join(folder, 'table.csv'), text);
  const output = join(folder, `out.${extension}`);
  const receipt = await engine.score({
    source: { paths: [join(folder, 'table.csv')], csv: { delimiter: ',' }, ...source },
    models: [{ path: fixtureModel('feature-names-with-commas') }],
    destination: { path: output },
    ...more,
  });
  const y = (await tables.columns(`SELECT y::FLOAT AS y FROM '${output}'`))['y'];
  return { receipt, y };
}

const counts = (receipt: Receipt) =>
  receipt.models[0]?.binding.map(({ missing, failed, rounded, overflowed }) => [missing, failed, rounded, overflowed]);

const table = 'dep_delay,distance,hour\n1,1,1\n,1,1\n1,,1\nn/a,1,\n';

describe.each(['csv', 'parquet'])('to %s', (extension) => {
  it('the rule of a feature comes before that of its input, and that before the general one', async () => {
    const missing: MissingRule[] = [
      { missing: value('1000') },
      { input: 'x', missing: value('2') },
      { input: 'dep_delay', missing: value('5') },
    ];
    const { receipt, y } = await score(table, { missing }, extension);
    expect(y).toEqual([111, 115, 121, 215]);
    expect(counts(receipt)?.map(([empty, failed]) => [empty, failed])).toEqual([
      [1, 1],
      [1, 0],
      [1, 0],
    ]);
    expect(receipt.warnings.join()).toContain('1 of 4 values did not convert');
  });

  it('the general rule holds for all that have none', async () => {
    const { y } = await score(table, { missing: [{ missing: value('0') }] }, extension);
    expect(y).toEqual([111, 110, 101, 10]);
  });

  it('a missing float is NaN where nothing is said, and text that does not convert an error', async () => {
    const { y } = await score('dep_delay,distance,hour\n1,1,1\n,1,1\n', {}, extension);
    expect(y).toEqual([111, Number.NaN]);
    const fault = await faultOf(score(table, {}, extension));
    expect(fault.code).toBe('VALUE_DOES_NOT_CONVERT');
    expect(fault.message).toContain('"n/a"');
    expect(fault.message).toContain('row 4');
  });

  it('digits parted by underscores are no number, although SQL takes them for one', async () => {
    const text = 'dep_delay,distance,hour\n1,1,1\n1,1_000,1\n';
    const source = { types: { distance: 'VARCHAR' } };
    const fault = await faultOf(score(text, {}, extension, source));
    expect(fault.code).toBe('VALUE_DOES_NOT_CONVERT');
    expect(fault.message).toContain('1 of 2 values do not convert, first in row 2: "1_000"');
  });

  it('policy error names the column, the number of missing values and the first row', async () => {
    const missing: MissingRule[] = [{ input: 'distance', missing: { policy: 'error' } }, { missing: value('0') }];
    const fault = await faultOf(score(table, { missing }, extension));
    expect(fault.code).toBe('MISSING_VALUE');
    expect(fault.message).toContain('Column "distance"');
    expect(fault.message).toContain('1 of 4 values are missing, first in row 3');
  });

  it('an integer input takes no missing value unless a rule says what it becomes', async () => {
    const models = [{ path: fixtureModel('int32-matrix') }];
    const job: Partial<JobInput> = { models, features: ['dep_delay', 'distance', 'hour'] };
    const text = 'dep_delay,distance,hour\n1,1,1\n,1,1\n';
    expect((await faultOf(score(text, job, extension))).code).toBe('MISSING_VALUE');
    expect((await score(text, { ...job, missing: [{ input: 'x', missing: value('7') }] }, extension)).y).toEqual([
      3, 9,
    ]);
    const nan: MissingRule[] = [{ input: 'x', missing: { policy: 'nan' } }];
    expect((await faultOf(score(text, { ...job, missing: nan }, extension))).code).toBe('BAD_MISSING_VALUE');
    const half: MissingRule[] = [{ input: 'x', missing: value('1.5') }];
    expect((await faultOf(score(text, { ...job, missing: half }, extension))).code).toBe('BAD_MISSING_VALUE');
    // The general rule is for those it fits; NaN fits no integer, so that a missing value stays an error.
    expect((await faultOf(score(text, { ...job, missing: [{ missing: { policy: 'nan' } }] }, extension))).code).toBe(
      'MISSING_VALUE',
    );
  });

  it('a rule for one of two models leaves the other alone', async () => {
    const path = fixtureModel('feature-names-with-commas');
    const folder = freshFolder();
    writeFileSync(join(folder, 'table.csv'), 'dep_delay,distance,hour\n,1,1\n');
    const output = join(folder, `out.${extension}`);
    await engine.score({
      source: { paths: [join(folder, 'table.csv')], types: { dep_delay: 'DOUBLE' } },
      models: [
        { name: 'one', path },
        { name: 'two', path },
      ],
      missing: [
        { input: 'one.dep_delay', missing: value('0') },
        { input: 'two.x', missing: value('9') },
      ],
      destination: { path: output },
    });
    expect(await tables.rows(`SELECT one_y::FLOAT AS one, two_y::FLOAT AS two FROM '${output}'`)).toEqual([
      { one: 110, two: 119 },
    ]);
  });

  it('numbers that a float does not hold are counted', async () => {
    const { receipt } = await score('dep_delay,distance,hour\n0.1,16777217,1e39\n0.5,1,1\n', {}, extension);
    expect(counts(receipt)).toEqual([
      [0, 0, 1, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
    ]);
    expect(receipt.warnings.join()).toContain('too large');
  });

  it('a column that is missing throughout is warned about', async () => {
    const { receipt } = await score('dep_delay,distance,hour\n,1,1\n,2,2\n', {}, extension);
    expect(receipt.warnings.join()).toContain('every value is missing');
  });
});

describe('a value is written as the table writes numbers, or plainly', () => {
  const semicolons = 'dep_delay;distance;hour\n1,5;1;1\n;1;1\n';
  const became = async (text: string, csv: Partial<NonNullable<JobInput['source']['csv']>>, extension: string) => {
    const missing: MissingRule[] = [{ input: 'dep_delay', missing: value(text) }];
    const { receipt, y } = await score(semicolons, { missing }, extension, { csv: { delimiter: ';', ...csv } });
    return [receipt.models[0]?.binding[0]?.missingBecame, (y as number[])[1]];
  };

  it.each([
    ['1.500', { decimalSeparator: ',', thousandsSeparator: '.' }, '1500'],
    ['-1.234.500,25', { decimalSeparator: ',', thousandsSeparator: '.' }, '-1234500.25'],
    ['1,5', { decimalSeparator: ',' }, '1.5'],
    ['1,234', { decimalSeparator: ',' }, '1.2340'],
    ['1.2340', { decimalSeparator: ',' }, '1.2340'],
    ['38.5', { decimalSeparator: ',' }, '38.5'],
    ['12', { decimalSeparator: ',' }, '12'],
  ] as const)('%s with %o is %s, and the receipt tells', async (text, csv, taken) => {
    const sum = Math.fround(Number(taken) + 110);
    expect(await became(text, csv, 'parquet')).toEqual([value(taken), sum]);
    expect(await became(text, csv, 'ndjson')).toEqual([value(taken), sum]);
  });

  it.each([
    ['1.500', { decimalSeparator: ',' }, '1500 or 1.5'],
    ['1,500', {}, '1500 or 1.5'],
    ['1,5', { decimalSeparator: '.' }, '1.5'],
  ] as const)('%s with %o is refused, since it may mean %s', async (text, csv, meanings) => {
    expect(await faultOf(became(text, csv, 'csv'))).toMatchObject({
      code: 'BAD_MISSING_VALUE',
      hint: `Write ${meanings}.`,
    });
  });
});
