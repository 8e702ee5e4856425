/** From Parquet every column that passes through comes back with its type and its values, whatever DuckDB can hold. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Type, tableFromIPC, type Table } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { freshFolder } from './fresh-folder.ts';
import { fixtureModel } from './repository.ts';
import { useEngine } from './scoring.ts';
import { useTables } from './use-tables.ts';

const engine = useEngine();
const tables = useTables();

/** Type and three values of a column, the last NULL. */
const everyType: Record<string, [string, string, string]> = {
  truth: ['BOOLEAN', 'true', 'false'],
  tiny: ['TINYINT', '-128', '127'],
  small: ['SMALLINT', '-32768', '32767'],
  int: ['INTEGER', '-2147483648', '2147483647'],
  big: ['BIGINT', "'-9223372036854775808'", '9223372036854775807'],
  utiny: ['UTINYINT', '0', '255'],
  usmall: ['USMALLINT', '0', '65535'],
  uint: ['UINTEGER', '0', '4294967295'],
  ubig: ['UBIGINT', '0', '18446744073709551615'],
  float: ['FLOAT', '1.1', "'nan'"],
  double: ['DOUBLE', '0.1', "'-inf'"],
  decimal_small: ['DECIMAL(4,1)', '-999.9', '0.1'],
  decimal_money: ['DECIMAL(18,4)', '-99999999999999.9999', '0.0001'],
  decimal_wide: ['DECIMAL(38,10)', "'9999999999999999999999999999.0123456789'", '-1'],
  text: ['VARCHAR', "'žluť 🐎 ' || chr(10) || 'x'", "''"],
  bytes: ['BLOB', "'\\x00\\xFFab'::BLOB", "''::BLOB"],
  day: ['DATE', "'0001-01-01'", "'9999-12-31'"],
  time: ['TIME', "'00:00:00'", "'23:59:59.999999'"],
  at: ['TIMESTAMP', "'1500-01-01 00:00:00.000001'", "'2500-12-31 23:59:59'"],
  at_s: ['TIMESTAMP_S', "'2013-11-01 05:00:00'", "'1969-12-31 23:59:59'"],
  at_ms: ['TIMESTAMP_MS', "'2013-11-01 05:00:00.123'", "'1969-12-31 23:59:59.999'"],
  at_ns: ['TIMESTAMP_NS', "'2013-11-01 05:00:00.123456789'", "'1969-12-31 23:59:59.999999999'"],
  at_zone: ['TIMESTAMPTZ', "'2013-11-01 05:00:00.123456+02'", "'1969-12-31 23:59:59-08'"],
  id: ['UUID', "'00000000-0000-0000-0000-000000000000'", "'ffffffff-ffff-4fff-bfff-ffffffffffff'"],
  label: ["ENUM('low', 'high')", "'low'", "'high'"],
  bits: ['BIT', "'0101'", "'1'"],
  huge: ['HUGEINT', "'170141183460469231731687303715884105727'", '-1'],
  uhuge: ['UHUGEINT', "'340282366920938463463374607431768211455'", '0'],
  span: ['INTERVAL', "INTERVAL '1 month 2 days 3 seconds'", "INTERVAL '1 day'"],
  list: ['INTEGER[]', '[1, NULL, 3]', '[]'],
  lists: ['VARCHAR[][]', "[['a', NULL], NULL, []]", "[['ž']]"],
  array: ['FLOAT[3]', '[1, NULL, 3]', '[0, 0, 0]'],
  struct: ['STRUCT(a INTEGER, "b c" STRUCT(d VARCHAR))', '{a: NULL, "b c": {d: \'x\'}}', '{a: 1, "b c": NULL}'],
  structs: ['STRUCT(x DATE)[]', "[{x: '2013-11-01'::DATE}, NULL]", '[{x: NULL}]'],
  map: ['MAP(VARCHAR, INTEGER)', "MAP {'a': 1, 'b': NULL}", 'MAP {}'],
};

const model = { path: fixtureModel('float-matrix') };

/** A Parquet file of every type, with columns a, b, c for the model; returns it with what Parquet made of its types. */
async function tableOfEveryType(folder: string): Promise<{ source: string; types: Record<string, string> }> {
  const source = join(folder, 'source.parquet');
  const select = (index: number) =>
    Object.entries(everyType)
      .map(([name, [type, first, second]]) => `CAST(${[first, second, 'NULL'][index]} AS ${type}) AS "${name}"`)
      .join(', ');
  await tables.write(
    [0, 1, 2]
      .map((index) => `SELECT ${index}::INTEGER AS a, 0.5::DOUBLE AS b, 2::INTEGER AS c, ${select(index)}`)
      .join(' UNION ALL '),
    source,
  );
  return { source, types: await tables.types(`'${source}'`) };
}

describe('from Parquet to Parquet', () => {
  it('every type and value comes back', async () => {
    const folder = freshFolder();
    const { source, types } = await tableOfEveryType(folder);
    const output = join(folder, 'out.parquet');
    await engine.score({
      source: { paths: [source] },
      models: [model],
      features: ['a', 'b', 'c'],
      destination: { path: output },
    });
    expect(await tables.types(`'${output}'`)).toEqual({ ...types, y: 'FLOAT' });
    const differs = Object.keys(types).map(
      (name) => `count(*) FILTER (o."${name}" IS DISTINCT FROM s."${name}") AS "${name}"`,
    );
    const [counts = {}] = await tables.rows(
      `SELECT count(*) AS row_count, ${differs.join(', ')} FROM '${output}' o POSITIONAL JOIN '${source}' s`,
    );
    const none = Object.fromEntries(Object.keys(types).map((name) => [name, 0n]));
    expect(counts).toEqual({ row_count: 3n, ...none });
    expect((await tables.columns(`SELECT y FROM '${output}'`))['y']).toEqual([205, 206, 207]);
  });

  it('keeps rows that hold nothing but NULL', async () => {
    const folder = freshFolder();
    const source = join(folder, 'source.parquet');
    await tables.write('SELECT NULL::DOUBLE AS a, NULL::STRUCT(x INTEGER[]) AS s FROM range(3000)', source);
    const output = join(folder, 'out.parquet');
    await engine.score({
      source: { paths: [source] },
      models: [model],
      features: ['a', 'a', 'a'],
      destination: { path: output },
    });
    expect(await tables.cell(`SELECT count(*) FROM '${output}' WHERE a IS NULL AND s IS NULL AND isnan(y)`)).toBe(
      3_000n,
    );
  });
});

describe('from Parquet to NDJSON', () => {
  it('each line is an object with every column, and its numbers and texts are those of the table', async () => {
    const folder = freshFolder();
    const { source, types } = await tableOfEveryType(folder);
    const output = join(folder, 'out.ndjson');
    await engine.score({
      source: { paths: [source] },
      models: [model],
      features: ['a', 'b', 'c'],
      destination: { path: output },
    });
    const lines = readFileSync(output, 'utf8').trimEnd().split('\n');
    const objects = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    objects.forEach((object) => expect(Object.keys(object)).toEqual([...Object.keys(types), 'y']));
    expect(objects[0]).toMatchObject({
      truth: true,
      int: -2_147_483_648,
      double: 0.1,
      text: 'žluť 🐎 \nx',
      day: '0001-01-01',
      id: '00000000-0000-0000-0000-000000000000',
      label: 'low',
      list: [1, null, 3],
      lists: [['a', null], null, []],
      struct: { a: null, 'b c': { d: 'x' } },
      y: 205,
    });
    expect(objects[2]).toMatchObject({ text: null, list: null, struct: null, y: 207 });
    expect(lines[0]).toContain('"decimal_money":-99999999999999.9999');
    expect(lines[1]).toContain('"big":9223372036854775807');
  });
});

describe('from Parquet to Arrow', () => {
  it('values and types are read back by Arrow itself', async () => {
    const folder = freshFolder();
    const { source, types } = await tableOfEveryType(folder);
    const output = join(folder, 'out.arrow');
    const receipt = await engine.score({
      source: { paths: [source] },
      models: [model],
      features: ['a', 'b', 'c'],
      destination: { path: output },
    });
    expect(receipt.rows.written).toBe(3);
    const table = tableFromIPC(readFileSync(output));
    expect(table.schema.fields.map((field) => field.name)).toEqual([...Object.keys(types), 'y']);
    expect(column(table, 'y')).toEqual([205, 206, 207]);
    const exact: Record<string, [Type, unknown[]]> = {
      truth: [Type.Bool, [true, false, null]],
      tiny: [Type.Int, [-128, 127, null]],
      ubig: [Type.Int, [0n, 18_446_744_073_709_551_615n, null]],
      big: [Type.Int, [-9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n, null]],
      float: [Type.Float, [Math.fround(1.1), Number.NaN, null]],
      double: [Type.Float, [0.1, Number.NEGATIVE_INFINITY, null]],
      text: [Type.Utf8, ['žluť 🐎 \nx', '', null]],
      label: [Type.Utf8, ['low', 'high', null]],
    };
    for (const [name, [type, values]] of Object.entries(exact)) {
      expect(table.schema.fields.find((field) => field.name === name)?.typeId, name).toBe(type);
      expect(column(table, name), name).toEqual(values);
    }
    const day = table.schema.fields.find((field) => field.name === 'day')?.typeId;
    expect([Type.Date]).toContain(day);
    const zoned = table.schema.fields.find((field) => field.name === 'at_zone');
    expect(String(zoned?.type)).toBe('Timestamp<MICROSECOND, UTC>');
  });

  it('what Arrow has no plain type for is the text DuckDB prints', async () => {
    const folder = freshFolder();
    const { source, types } = await tableOfEveryType(folder);
    const output = join(folder, 'out.arrow');
    await engine.score({
      source: { paths: [source] },
      models: [model],
      features: ['a', 'b', 'c'],
      destination: { path: output },
    });
    const table = tableFromIPC(readFileSync(output));
    const texts = Object.keys(types).filter(
      (name) => table.schema.fields.find((field) => field.name === name)?.typeId === Type.Utf8,
    );
    expect(texts).toEqual(expect.arrayContaining(['decimal_money', 'struct', 'map', 'id', 'time']));
    const printed = await tables.columns(
      `SELECT ${texts.map((name) => `"${name}"::VARCHAR AS "${name}"`).join(', ')} FROM '${source}'`,
    );
    texts.forEach((name) => expect(column(table, name), name).toEqual(printed[name]));
  });

  it('every batch of a large table is there, in order', async () => {
    const folder = freshFolder();
    const source = join(folder, 'source.parquet');
    const rowCount = 150_001;
    await tables.write(
      `SELECT i AS a, 0 AS b, CASE WHEN i % 3 = 0 THEN NULL ELSE 'text ' || i END AS note, i % 2 = 0 AS even FROM range(${rowCount}) t(i)`,
      source,
    );
    const output = join(folder, 'out.arrow');
    await engine.score({
      source: { paths: [source] },
      models: [model],
      features: ['a', 'b', 'b'],
      destination: { path: output },
    });
    const table = tableFromIPC(readFileSync(output));
    expect(table.numRows).toBe(rowCount);
    const [ids, notes, evens, scores] = ['a', 'note', 'even', 'y'].map((name) => table.getChild(name));
    let wrong = 0;
    for (let row = 0; row < rowCount; row += 1) {
      const note = row % 3 === 0 ? null : `text ${row}`;
      const right =
        ids?.get(row) === BigInt(row) &&
        notes?.get(row) === note &&
        evens?.get(row) === (row % 2 === 0) &&
        scores?.get(row) === row;
      if (!right) wrong += 1;
    }
    expect(wrong).toBe(0);
  });
});

function column(table: Table, name: string): unknown[] {
  const vector = table.getChild(name);
  return Array.from({ length: table.numRows }, (_, row) => vector?.get(row) as unknown);
}
