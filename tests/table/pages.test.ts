/** Pages of open tables against what DuckDB itself reads from the same files. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshFolder } from '../engine/fresh-folder.ts';
import { faultOf, useEngine } from '../engine/scoring.ts';
import { useTables } from '../engine/use-tables.ts';
import { allRows, openTable, page, prepare } from './pages.ts';

const engine = useEngine();
const tables = useTables();

const select = `SELECT i AS id, (i * 7919) % 1000 AS k, CASE WHEN i % 10 = 0 THEN NULL ELSE 'n' || (i % 37) END AS name,
  CAST(i / 8 AS FLOAT) AS x FROM range(30000) t(i)`;

const formats: Record<string, string> = {
  parquet: 'FORMAT parquet, ROW_GROUP_SIZE 4096',
  csv: 'FORMAT csv, HEADER',
  tsv: "FORMAT csv, HEADER, DELIMITER '\t'",
  'csv.gz': 'FORMAT csv, HEADER',
  ndjson: 'FORMAT json',
};

/** Writes the table in one of several ways; returns its paths. */
async function write(format: string): Promise<string[]> {
  const folder = freshFolder();
  if (format === 'several parquet files') {
    await tables.write(
      `FROM (${select}) WHERE id < 12345`,
      join(folder, 'a.parquet'),
      'FORMAT parquet, ROW_GROUP_SIZE 2048',
    );
    await tables.write(`FROM (${select}) WHERE id >= 12345`, join(folder, 'b.parquet'));
    return [join(folder, 'a.parquet'), join(folder, 'b.parquet')];
  }
  const options = formats[format] ?? '';
  const name = `t.${format}`;
  await tables.write(select, join(folder, name), options);
  return [join(folder, name)];
}

describe.each(['parquet', 'several parquet files', 'csv', 'tsv', 'csv.gz', 'ndjson'])('%s', (format) => {
  it('shows every row under its number, in the order of the file', async () => {
    const { table } = await openTable(engine.methods, ...(await write(format)));
    expect((await prepare(engine.methods, table)).at(-1)).toEqual({ event: 'ready', rowCount: 30000 });
    const rows = await allRows(engine.methods, table);
    expect(rows.map((row) => row.number)).toEqual(Array.from({ length: 30000 }, (_, index) => index + 1));
    expect(rows.map((row) => row.cells[0])).toEqual(Array.from({ length: 30000 }, (_, index) => String(index)));
    const expected = await tables.columns(`SELECT name, CAST(x AS VARCHAR) AS x FROM (${select})`);
    expect(rows.map((row) => row.cells[2])).toEqual(expected['name']);
    expect(rows.map((row) => row.cells[3])).toEqual(expected['x']);
  });

  it('shows its first rows at once', async () => {
    const { table, rowCount } = await openTable(engine.methods, ...(await write(format)));
    expect(rowCount).toBe(format.includes('parquet') ? 30000 : null);
    const rows = await page(engine.methods, { table, offset: 20, limit: 3, columns: ['x', 'id'] });
    expect(rows).toEqual([
      { number: 21, cells: ['2.5', '20'] },
      { number: 22, cells: ['2.625', '21'] },
      { number: 23, cells: ['2.75', '22'] },
    ]);
  });

  it('shows a sorted and filtered view', async () => {
    const { table } = await openTable(engine.methods, ...(await write(format)));
    const view = {
      where: 'k > 10',
      filters: [{ test: 'contains' as const, column: 'name', value: 'N1' }],
      sort: [
        { column: 'name', descending: true },
        { column: 'k', descending: false },
      ],
    };
    const events = await prepare(engine.methods, table, view);
    const expected = await tables.columns(
      `SELECT id, name FROM (${select}) WHERE k > 10 AND name LIKE 'n1%' ORDER BY name DESC, k, id`,
    );
    expect(events.at(-1)).toEqual({ event: 'ready', rowCount: expected['id']?.length });
    const rows = await allRows(engine.methods, table, view, 777);
    expect(rows.map((row) => row.cells[0])).toEqual(expected['id']?.map(String));
    expect(rows.map((row) => row.number)).toEqual(expected['id']?.map((id) => Number(id) + 1));
    const find = (row: number) => engine.methods.table.find({ table, view, row });
    for (const at of [0, 1, 777, rows.length - 1]) expect(await find(rows[at]?.number ?? 0)).toBe(at);
    // The first row has k = 0, and there are 30,000.
    expect(await find(1)).toBeNull();
    expect(await find(30_001)).toBeNull();
  });

  it('finds a row of a view that nobody prepared', async () => {
    const { table } = await openTable(engine.methods, ...(await write(format)));
    const view = { sort: [{ column: 'id', descending: true }] };
    expect(await engine.methods.table.find({ table, view, row: 3 })).toBe(29_997);
    expect(await engine.methods.table.find({ table, row: 3 })).toBe(2);
    expect(await engine.methods.table.find({ table, row: 30_001 })).toBeNull();
  });
});

it('does not read a text file to its end for a page far down', async () => {
  const { table } = await openTable(engine.methods, ...(await write('csv')));
  expect(await faultOf(page(engine.methods, { table, offset: 20_000, limit: 100 }))).toMatchObject({
    code: 'PAGE_NOT_READY',
    message: 'Rows 20,001 to 20,100 cannot be shown yet: the table is still being read.',
    hint: 'Wait until the view is prepared.',
  });
});

it('knows no table that was closed', async () => {
  const { table } = await openTable(engine.methods, ...(await write('parquet')));
  await engine.methods.table.close({ table });
  expect(await faultOf(page(engine.methods, { table, offset: 0, limit: 1 }))).toMatchObject({
    code: 'TABLE_CLOSED',
    message: `No table is open under the id "${table}".`,
    hint: 'Open the table again.',
  });
});
