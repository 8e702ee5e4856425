/** Same job, same inputs, same bytes out: in every format, with threads that race for the rows. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshFolder, lastingFolder } from '../engine/fresh-folder.ts';
import { fixtureModel } from '../engine/repository.ts';
import { useEngine } from '../engine/scoring.ts';
import { useTables } from '../engine/use-tables.ts';

const engine = useEngine();
const tables = useTables();
const { folder: lasting, remove } = lastingFolder();
afterAll(remove);

/** Several row groups, so that the threads have something to race for. */
const rowCount = 100_000;
const sources = { parquet: join(lasting, 'numbers.parquet'), csv: join(lasting, 'numbers.csv') };

beforeAll(async () => {
  const numbers = `SELECT i AS id, (i % 1013)::FLOAT / 8 AS a, (hash(i) % 4099)::FLOAT AS b, (i % 3)::FLOAT AS c,
                   'text ' || (hash(i) % 5000) AS note FROM range(${rowCount}) t(i)`;
  await tables.write(numbers, sources.parquet, 'FORMAT parquet, ROW_GROUP_SIZE 20480');
  await tables.write(numbers, sources.csv, 'FORMAT csv, HEADER');
});

describe.each(['parquet', 'csv'] as const)('from %s', (from) => {
  it.each(['csv', 'csv.gz', 'tsv', 'parquet', 'ndjson', 'arrow'] as const)('to %s', async (format) => {
    const folder = freshFolder();
    const outputs = [];
    for (const [name, threads] of [
      ['first', 2],
      ['second', 2],
      ['third', 1],
    ] as const) {
      const receipt = await engine.score({
        source: { paths: [sources[from]] },
        models: [{ path: fixtureModel('float-matrix') }],
        features: ['a', 'b', 'c'],
        resources: { threads },
        destination: { path: join(folder, name), format },
      });
      expect(receipt.rows.written).toBe(rowCount);
      outputs.push({ sha256: receipt.output.sha256, bytes: receipt.output.bytes });
    }
    expect(outputs[1]).toEqual(outputs[0]);
    expect(outputs[2]).toEqual(outputs[0]);
  });
});
