/** Counting without scoring: the same numbers as a score function counts, and no value that ends the statement. */
import { describe, expect, it } from 'vitest';
import { fixtureModel } from '../engine/repository.ts';
import { modelPath } from '../matrix/manifest.ts';
import { nothingCounted, thrownBy, useExtension, type ArgumentCounts, type ArgumentOptions } from './database.ts';

const database = useExtension();
let functions = 0;

async function losses(fixture: string, types: (string | ArgumentOptions)[]): Promise<string> {
  const name = `l${(functions += 1)}`;
  const made = types.map((type) => (typeof type === 'string' ? { input: 'x', type } : type));
  await database.json('rowcast_losses', name, fixtureModel(fixture), JSON.stringify({ arguments: made }));
  return name;
}

async function counted(sql: string): Promise<{ rows: number; arguments: ArgumentCounts[] }> {
  return JSON.parse(String(await database.cell(sql))) as { rows: number; arguments: ArgumentCounts[] };
}

const mixed = `CASE i % 5 WHEN 0 THEN NULL WHEN 1 THEN 'nan' WHEN 2 THEN 1e300 WHEN 3 THEN 0.1 ELSE 1 END`;

describe('losses', () => {
  it('are what a score function counts, over every thread', async () => {
    const types = ['DOUBLE', 'DOUBLE', 'DOUBLE'].map((type) => ({ input: 'x', type }));
    const score = await database.load('float-matrix', { arguments: types });
    const name = await losses('float-matrix', types);
    const call = `(${mixed}, i, ${mixed})`;
    const from = 'FROM range(1000000) t(i)';
    const { rows, arguments: expected } = await database.countedBy(score, `SELECT count(${score}${call}) ${from}`);
    expect(await counted(`SELECT ${name}${call} ${from}`)).toEqual({ rows, arguments: expected });
  });

  it('count what would end a run: fractions, numbers out of range, missing values without a rule', async () => {
    const name = await losses('int32-matrix', ['DOUBLE', 'BIGINT', 'VARCHAR']);
    const call = `${name}(CASE i % 4 WHEN 0 THEN 0.5 WHEN 1 THEN 'nan'::DOUBLE ELSE 1 END, 3000000000, CASE WHEN i < 5 THEN 'x' END)`;
    expect((await counted(`SELECT ${call} FROM range(100) t(i)`)).arguments).toEqual([
      { ...nothingCounted, missing: 25, failed: 25 },
      { ...nothingCounted, failed: 100 },
      { ...nothingCounted, missing: 95, failed: 5 },
    ]);
  });

  it('are none of no rows', async () => {
    const name = await losses('float-matrix', ['DOUBLE', 'DOUBLE', 'DOUBLE']);
    expect(await counted(`SELECT ${name}(i, i, i) FROM range(0) t(i)`)).toEqual({
      rows: 0,
      arguments: [nothingCounted, nothingCounted, nothingCounted],
    });
  });

  it('need no runtime, and a model that can be fed', async () => {
    const fault = await thrownBy(database.json('rowcast_losses', 'refused', modelPath('fixed-batches-differ'), '{}'));
    expect(fault.code).toBe('FIXED_BATCH');
  });

  it('are refused for groups of rows', async () => {
    const name = await losses('float-matrix', ['BIGINT', 'BIGINT', 'BIGINT']);
    expect(await thrownBy(database.rows(`SELECT ${name}(i, i, i) FROM range(10) t(i) GROUP BY i % 2`))).toEqual({
      code: 'BAD_OPTIONS',
      message: 'Losses are counted over all rows of a statement, and this one has groups.',
      hint: 'Leave out GROUP BY, or choose the rows with WHERE.',
    });
  });
});
