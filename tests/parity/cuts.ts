/** The ways in which the same rows can come to a model: random cuts of a table for the properties of parity. */
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { JobInput } from '../../contract/index.ts';
import type { Tables } from '../engine/tables.ts';

export interface Cut {
  threads: number;
  format: 'parquet' | 'csv';
  fileCount: number;
  /** Rows of a Parquet row group; DuckDB's threads take one each. */
  rowGroup: number;
  /** A multiplier that shuffles the rows, or 0 for the order they have. */
  shuffle: number;
  /** Rows left out at the beginning, so that the vectors begin elsewhere. */
  offset: number;
  /** Every how many rows one is kept by the filter, 0 for all. */
  everyNth: number;
  models: string[];
}

export function anyCut(models: readonly string[]): fc.Arbitrary<Cut> {
  return fc.record({
    threads: fc.constantFrom(1, 2, 4),
    format: fc.constantFrom<Cut['format']>('parquet', 'parquet', 'csv'),
    fileCount: fc.constantFrom(1, 1, 2, 5),
    rowGroup: fc.constantFrom(2_048, 4_096, 122_880),
    shuffle: fc.constantFrom(0, 0, 7_919, 104_729),
    offset: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 2_100 })),
    everyNth: fc.constantFrom(0, 0, 2, 3, 61, 997),
    models: fc.subarray([...models], { minLength: 1 }),
  });
}

/** Writes `source`, which has a column `row_id`, as `cut` says; returns the part of a job that reads it. */
export async function writeCut(
  tables: Tables,
  source: string,
  folder: string,
  cut: Cut,
): Promise<Pick<JobInput, 'source' | 'resources' | 'where'>> {
  const order = cut.shuffle === 0 ? 'row_id' : `(row_id * ${cut.shuffle}) % 100003, row_id`;
  await tables.run(
    `CREATE OR REPLACE TEMP TABLE cut AS
     SELECT *, ntile(${cut.fileCount}) OVER (ORDER BY ${order}) AS part FROM '${source}'
     WHERE row_id >= ${cut.offset} ORDER BY ${order}`,
  );
  const options = cut.format === 'csv' ? 'FORMAT csv, HEADER' : `FORMAT parquet, ROW_GROUP_SIZE ${cut.rowGroup}`;
  const paths: string[] = [];
  for (let part = 1; part <= cut.fileCount; part += 1) {
    const path = join(folder, `part-${part}.${cut.format}`);
    await tables.write(`SELECT * EXCLUDE part FROM cut WHERE part = ${part}`, path, options);
    paths.push(path);
  }
  return {
    source: { paths },
    resources: { threads: cut.threads },
    ...(cut.everyNth === 0 ? {} : { where: `row_id % ${cut.everyNth} = 1` }),
  };
}
