/** Makes the table that is scored: 28 float columns of standard normal values, the same ones as Parquet and as CSV. */
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { benchFolder } from './places.mjs';

export const features = Array.from({ length: 28 }, (_, index) => `f${index}`);

/** Paths of the table with `rowCount` rows; made once and kept. */
export async function benchTable(rowCount) {
  mkdirSync(benchFolder, { recursive: true });
  const table = {
    parquet: join(benchFolder, `table-${rowCount}.parquet`),
    csv: join(benchFolder, `table-${rowCount}.csv`),
  };
  await madeOnce(table.parquet, `SELECT ${features.map(normal).join(', ')} FROM range(${rowCount}) numbers(row)`, [
    'FORMAT parquet',
    'COMPRESSION zstd',
  ]);
  await madeOnce(table.csv, `FROM '${table.parquet}'`, ['FORMAT csv', 'HEADER']);
  return table;
}

/** A Box-Muller pair needs two uniform numbers; hashes of the cell's position make them repeatable. */
function normal(name, index) {
  const uniform = (which) => `((hash(row * 64 + ${index * 2 + which + 1}) >> 11) / 9007199254740992.0)`;
  // Five decimals as FLOAT print as the same text that reads back as the same float.
  return `CAST(round(sqrt(-2 * ln(1 - ${uniform(0)})) * cos(2 * pi() * ${uniform(1)}), 5) AS FLOAT) AS ${name}`;
}

async function madeOnce(path, select, options) {
  if (existsSync(path)) return;
  process.stderr.write(`Making ${path} … `);
  const started = performance.now();
  const part = `${path}.part`;
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (${select}) TO '${part}' (${options.join(', ')})`);
  connection.closeSync();
  instance.closeSync();
  renameSync(part, path);
  process.stderr.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}
