/** A view's filters as one condition: in words that a person reads, and finding the rows that the view shows. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ColumnFilter } from '../../contract/index.ts';
import { lastingFolder } from '../engine/fresh-folder.ts';
import { faultOf, useEngine } from '../engine/scoring.ts';
import { useTables } from '../engine/use-tables.ts';
import { allRows, openTable, prepare } from './pages.ts';

const engine = useEngine();
const tables = useTables();
const { folder, remove } = lastingFolder();
let table = '';

beforeAll(async () => {
  const path = join(folder, 'days.parquet');
  const select = `SELECT i AS hour, CASE i % 4 WHEN 0 THEN NULL WHEN 1 THEN 'O''H' WHEN 2 THEN 'AA' ELSE 'b6' END AS carrier,
    CASE WHEN i % 5 = 0 THEN 'NaN'::DOUBLE WHEN i % 7 = 0 THEN NULL ELSE i / 8 END AS share,
    DATE '2013-11-01' + i::INTEGER AS "day ""x""" FROM range(60) t(i)`;
  await tables.write(select, path, 'FORMAT parquet');
  table = (await openTable(engine.methods, path)).table;
});

afterAll(remove);

describe('a condition', () => {
  it.each<[ColumnFilter, string]>([
    [{ test: 'at-least', column: 'hour', value: '6' }, '"hour" >= 6'],
    [{ test: 'less', column: 'share', value: '2.5' }, `"share" < CAST('2.5' AS DOUBLE)`],
    [{ test: 'not-equals', column: 'carrier', value: "O'H" }, `"carrier" IS DISTINCT FROM 'O''H'`],
    [{ test: 'starts-with', column: 'carrier', value: 'B' }, `starts_with(lower("carrier"), lower('B'))`],
    [{ test: 'contains', column: 'hour', value: '1' }, `contains(lower(CAST("hour" AS VARCHAR)), lower('1'))`],
    [
      { test: 'between', column: 'day "x"', from: '2013-11-05', to: '2013-11-20' },
      `"day ""x""" BETWEEN CAST('2013-11-05' AS DATE) AND CAST('2013-11-20' AS DATE)`,
    ],
    [{ test: 'one-of', column: 'carrier', values: ['AA', 'b6'] }, `"carrier" IN ('AA', 'b6')`],
    [{ test: 'missing', column: 'hour' }, '"hour" IS NULL'],
    [{ test: 'missing', column: 'share' }, '"share" IS NULL OR isnan("share")'],
    [{ test: 'present', column: 'share' }, 'NOT ("share" IS NULL OR isnan("share"))'],
  ])('of %j', async (filter, expected) => {
    expect(await conditionOf({ filters: [filter] })).toBe(expected);
    await findsTheSame({ filters: [filter] });
  });

  it('joins filters and what was written', async () => {
    const filters: ColumnFilter[] = [
      { test: 'missing', column: 'share' },
      { test: 'less', column: 'hour', value: '50' },
    ];
    await findsTheSame({ filters });
    await findsTheSame({ filters, where: 'hour > 30 OR hour < 10 -- and no more' });
    expect(await conditionOf({ filters, where: 'hour > 30 OR (hour) < 10' })).toBe(
      `("share" IS NULL OR isnan("share")) AND ("hour" < 50) AND (("hour" > 30) OR ("hour" < 10))`,
    );
    expect(await conditionOf({ where: 'hour > 30' })).toBe('hour > 30');
    expect(await conditionOf({})).toBe('');
  });

  it('refuses what the view refuses', async () => {
    const filters: ColumnFilter[] = [{ test: 'equals', column: 'hour', value: 'six' }];
    expect(await faultOf(conditionOf({ filters }))).toMatchObject({ code: 'INVALID_ARGUMENT' });
  });
});

interface Filtered {
  filters?: ColumnFilter[];
  where?: string;
}

function conditionOf(view: Filtered): Promise<string> {
  return engine.methods.table.condition({ table, view });
}

async function findsTheSame(view: Filtered): Promise<void> {
  const wanted = { filters: [], sort: [], ...view };
  const found = { filters: [], sort: [], where: await conditionOf(view) };
  const rowsOf = async (shown: typeof wanted) => {
    await prepare(engine.methods, table, shown);
    return allRows(engine.methods, table, shown);
  };
  const rows = await rowsOf(wanted);
  expect(await rowsOf(found)).toEqual(rows);
}
