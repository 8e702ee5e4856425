/** The large tables the window is tried and measured on: the sample flights many times over, each row with numbers of its own. */
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '../engine/repository.ts';
import type { Tables } from '../engine/tables.ts';

const folder = inRepository('build/bench');
const sampleRows = 27_268;

export interface LargeFile {
  path: string;
  rowCount: number;
  bytes: number;
}

/** 10 million rows of 29 columns; made once and kept. */
export function largeParquet(tables: Tables): Promise<LargeFile> {
  return flightsOver(tables, 10_000_000, 'parquet', 'FORMAT parquet, COMPRESSION zstd');
}

/** A little over 1.7 GB, at 153 bytes a line; made once and kept. */
export function largeCsv(tables: Tables): Promise<LargeFile> {
  return flightsOver(tables, 11_200_000, 'csv', 'FORMAT csv, HEADER');
}

async function flightsOver(tables: Tables, rowCount: number, ending: string, options: string): Promise<LargeFile> {
  const path = join(folder, `flights-${rowCount}.${ending}`);
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    const select = `SELECT row_number() OVER () AS id, round(random() * 1e6, 3) AS amount, sample.*
      FROM range(${Math.ceil(rowCount / sampleRows)}), '${inRepository('models/data/flights.parquet')}' sample
      LIMIT ${rowCount}`;
    await tables.write(select, `${path}.part`, options);
    renameSync(`${path}.part`, path);
  }
  return { path, rowCount, bytes: statSync(path).size };
}
