/** The extension's functions behind a comparison, called as SQL: what they refuse, and that ranks are given back. */
import { expect, onTestFinished, test } from 'vitest';
import type { Margins, PairSums } from '../../engine/compare/counted.ts';
import { Database } from '../../engine/duckdb/database.ts';

async function opened(): Promise<Database> {
  const database = await Database.open();
  onTestFinished(() => database.close());
  return database;
}

const rows = `(VALUES (1, 0.1, 0.2), (2, 0.4, 0.3)) AS t(row, a, b)`;
const call = (name: string, options: string) =>
  `SELECT ${name}('${options}', row::UBIGINT, 1.0::DOUBLE, 1.0::DOUBLE, NULL::DOUBLE, [a, b]::DOUBLE[]) AS found FROM ${rows}`;

test('ranks are found by their id until they are forgotten', async () => {
  const database = await opened();
  const { found } = await database.row(call('rowcast_ranks', '{}'));
  const { ranks } = JSON.parse(String(found)) as { ranks: number };
  const pairs = call('rowcast_pairs', `{"ranks": ${ranks}, "binary": true}`);
  expect(JSON.parse(String((await database.row(pairs))['found']))).toMatchObject({ correlations: [{ kendall: 1 }] });
  const forget = `SELECT rowcast_forget_ranks(${ranks}::UBIGINT) AS found`;
  expect(await database.row(forget)).toEqual({ found: true });
  expect(await database.row(forget)).toEqual({ found: false });
  await expect(database.row(pairs)).rejects.toThrow(`There are no ranks ${ranks} in this database.`);
});

test('rows tied at the score that a share of the rows reaches are all selected, at any 32-bit score', async () => {
  const database = await opened();
  const wrong: number[] = [];
  for (let step = 0; step < 400; step += 1) {
    const tied = Math.fround((step + 0.5) / 400);
    const scores = [2, tied, tied, tied, tied, tied, -1, -1, -1, -1].map((score) => score.toExponential());
    const table = `(SELECT unnest(range(10)) AS row, unnest([${scores.join(', ')}]::DOUBLE[]) AS a)`;
    const found = async (name: string, options: object) => {
      const said = `'${JSON.stringify(options)}', row::UBIGINT, 1.0::DOUBLE, 1.0::DOUBLE, NULL::DOUBLE, [a, a]`;
      return JSON.parse(
        String((await database.row(`SELECT ${name}(${said}) AS found FROM ${table}`))['found']),
      ) as unknown;
    };
    const { ranks, models } = (await found('rowcast_ranks', { top: 0.2 })) as Pick<Margins, 'ranks' | 'models'>;
    const thresholds = models.map(({ top }) => top);
    const { pairs } = (await found('rowcast_pairs', { ranks, binary: true, thresholds })) as PairSums;
    if (thresholds[0] !== tied || pairs[0]?.swap[3].rows !== 6) wrong.push(tied);
    await database.row(`SELECT rowcast_forget_ranks(${ranks}::UBIGINT) AS found`);
  }
  expect(wrong).toEqual([]);
});

test('of no rows there are none', async () => {
  const database = await opened();
  expect(await database.row(`${call('rowcast_ranks', '{}')} WHERE row > 2`)).toEqual({ found: null });
});

test.each(['{"grid": 3}', 'none'])('refuse the options %s', async (options) => {
  const database = await opened();
  await expect(database.row(call('rowcast_ranks', options))).rejects.toThrow(
    'The options of a comparison are not understood: ',
  );
});
