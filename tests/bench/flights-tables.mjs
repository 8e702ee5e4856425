/** Makes the large tables that the window is measured on: the sample flights many times over, each row with two numbers of its own. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/toolchain.mjs';
import { madeOnce } from './bench-table.mjs';
import { benchFolder } from './places.mjs';

const flights = join(root, 'models', 'data', 'flights.parquet');
const sampleRows = 27_268;
const parquetRows = 10_000_000;
/** At 153 bytes a line, a little over 1.7 GB. */
const csvRows = 11_200_000;

/** 29 columns: numbers, texts, times and booleans, with the sample's missing values. */
function flightsOver(rowCount) {
  const times = Math.ceil(rowCount / sampleRows);
  return `SELECT row_number() OVER () AS id, round(random() * 1e6, 3) AS amount, sample.*
          FROM range(${times}) copies, '${flights}' sample LIMIT ${rowCount}`;
}

/** Paths, rows and bytes of both; made once and kept. */
export async function flightsTables() {
  const parquet = join(benchFolder, `flights-${parquetRows}.parquet`);
  const csv = join(benchFolder, `flights-${csvRows}.csv`);
  await madeOnce(parquet, flightsOver(parquetRows), ['FORMAT parquet', 'COMPRESSION zstd']);
  await madeOnce(csv, flightsOver(csvRows), ['FORMAT csv', 'HEADER']);
  return {
    parquet: { path: parquet, rowCount: parquetRows, bytes: statSync(parquet).size },
    csv: { path: csv, rowCount: csvRows, bytes: statSync(csv).size },
  };
}
