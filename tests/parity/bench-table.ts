/** A made-up table for the models of the speed measurements. */
import { join } from 'node:path';
import type { Tables } from '../engine/tables.ts';

/** Writes 28 floats `f0` to `f27` and `row_id` to a Parquet file, the same for every call; some are NULL or far out. */
export async function benchTable(tables: Tables, folder: string, rowCount: number): Promise<string> {
  const path = join(folder, 'bench.parquet');
  const cells = Array.from({ length: 28 }, (_, index) => {
    const hash = `hash(i * 28 + ${index})`;
    const even = `(${hash} % 2000003) / 2000003`;
    return `CASE WHEN ${hash} % 211 = 0 THEN NULL WHEN ${hash} % 97 = 1 THEN 1e6 * (${even} - 0.5)
            ELSE 3 * sin(40 * ${even}) END::FLOAT AS f${index}`;
  });
  await tables.write(`SELECT i AS row_id, ${cells.join(', ')} FROM range(${rowCount}) t(i)`, path);
  return path;
}
