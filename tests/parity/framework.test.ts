/** What Rowcast writes for the sample table is what the training framework itself predicts, row by row. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshFolder } from '../engine/fresh-folder.ts';
import { inRepository } from '../engine/repository.ts';
import { useEngine } from '../engine/scoring.ts';
import { useTables } from '../engine/use-tables.ts';
import { flightsCsv, flightsParquet, flightsRowCount, sampleModels } from './sample-models.ts';

const engine = useEngine();
const tables = useTables();

/** Probabilities within 1e-5; minutes within 1e-5 of their size. */
const tolerance = 1e-5;

describe.each(sampleModels)('$name', ({ name, path, missing }) => {
  const expected = inRepository(`models/expected/${name}.parquet`);

  it.each([
    ['Parquet', flightsParquet],
    ['CSV', flightsCsv],
  ])('agrees with its framework on every row of the %s sample', async (_format, source) => {
    const scored = join(freshFolder(), 'scored.parquet');
    const receipt = await engine.score({
      source: { paths: [source] },
      models: [{ path }],
      missing,
      destination: { path: scored },
    });
    expect(receipt.rows).toEqual({ read: flightsRowCount, written: flightsRowCount, rejected: 0 });

    const types = await tables.types(`'${expected}'`);
    const predictions = Object.keys(types);
    expect(receipt.models[0]?.columns).toEqual(predictions);
    const differs = predictions.map((column) => {
      const [wanted, found] = [`e."${column}"`, `s."${column}"`];
      return types[column] === 'DOUBLE'
        ? `${found} IS NULL OR abs(${found} - ${wanted}) > ${tolerance} * greatest(1, abs(${wanted}))`
        : `${found} IS DISTINCT FROM ${wanted}`;
    });
    const wrong = await tables.cell(
      `SELECT count(*) FROM '${scored}' s POSITIONAL JOIN '${expected}' e WHERE ${differs.join(' OR ')}`,
    );
    expect(wrong).toBe(0n);
    // A wrong order of rows would show in the columns that only pass through.
    const moved = await tables.cell(
      `SELECT count(*) FROM '${scored}' s POSITIONAL JOIN '${flightsParquet}' f
       WHERE (s.time_hour, s.carrier, s.flight, s.tailnum) IS DISTINCT FROM (f.time_hour, f.carrier, f.flight, f.tailnum)`,
    );
    expect(moved).toBe(0n);
  });
});
