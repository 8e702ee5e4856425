/** Tables that take long enough to score, or are large enough to write, for something to happen in the middle. */
import { inRepository } from '../engine/repository.ts';
import type { Tables } from '../engine/tables.ts';

export const lateModel = inRepository('models/late-v1.onnx');

/** The sample flights over and over: 27,268 rows for each time. */
export async function manyFlights(tables: Tables, path: string, times: number): Promise<void> {
  const flights = inRepository('models/data/flights.parquet');
  await tables.write(
    `SELECT carrier, dep_delay, distance, weekday, hour, sched_dep_time, sched_arr_time
     FROM range(${times}), '${flights}'`,
    path,
  );
}

/** Columns `a`, `b` and `c` of numbers, and a text that does not compress. */
export async function incompressible(tables: Tables, path: string, rowCount: number): Promise<void> {
  await tables.write(
    `SELECT i % 1000 AS a, i % 7 AS b, i AS c, md5(i::VARCHAR) || sha256(i::VARCHAR) AS noise FROM range(${rowCount}) t(i)`,
    path,
  );
}
