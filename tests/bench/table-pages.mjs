/** Prints how soon an open table shows its rows: a large Parquet file and a large CSV file, made in a temporary folder. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { openEngine } from '../../dist/engine/engine.js';

const [rowsSaid = '10000000', csvRowsSaid = '6500000'] = process.argv.slice(2);
const rowCounts = { parquet: Number(rowsSaid), csv: Number(csvRowsSaid) };
const folder = mkdtempSync(join(tmpdir(), 'rowcast-pages-'));
const sorted = { sort: [{ column: 'f0', descending: true }] };

async function makeTables() {
  const floats = Array.from({ length: 26 }, (_, k) => `((hash(i * 32 + ${k}) % 2000000) / 1e6 - 1)::FLOAT AS f${k}`);
  const select = `SELECT i AS id, 'k' || (hash(i) % 50) AS k, ${floats.join(', ')}, i % 7 AS weekday`;
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  for (const [format, count] of Object.entries(rowCounts)) {
    await connection.run(
      `COPY (${select} FROM range(${count}) t(i)) TO '${join(folder, `t.${format}`)}' (FORMAT ${format})`,
    );
  }
  connection.closeSync();
  instance.closeSync();
}

async function timed(words, goalMs, work) {
  const started = performance.now();
  await work();
  const ms = performance.now() - started;
  const goal = goalMs === undefined ? '' : `  goal ${goalMs} ms: ${ms <= goalMs ? 'reached' : 'missed'}`;
  console.log(`  ${words.padEnd(44)}${ms.toFixed(0).padStart(8)} ms${goal}`);
}

async function measure(methods, format, firstGoalMs) {
  const path = join(folder, `t.${format}`);
  const rowCount = rowCounts[format];
  console.log(`${format}: ${rowCount.toLocaleString('en-US')} rows x 29, ${(statSync(path).size / 1e9).toFixed(2)} GB`);
  let table = '';
  const page = (offset, view = {}, limit = 200) => methods.table.page({ table, view, offset, limit });
  const prepare = async (view) => {
    const events = await methods.table.prepare({ table, view });
    while ((await events.next()).done !== true) continue;
  };
  const jumps = async (words, view) => {
    for (const part of [0.13, 0.5, 0.97]) {
      await timed(`${words} to ${part * 100} %`, 100, () => page(Math.floor(rowCount * part), view));
    }
  };
  await timed('opened, with its first rows', firstGoalMs, async () => {
    ({ table } = await methods.table.open({ source: { paths: [path] } }));
    await page(0);
  });
  if (format === 'parquet') await timed('first rows sorted, unprepared', undefined, () => page(0, sorted));
  await timed('prepared', undefined, () => prepare({}));
  await jumps('jump');
  await timed('prepared, sorted', undefined, () => prepare(sorted));
  await jumps('sorted, jump', sorted);
  await methods.table.close({ table });
}

try {
  await makeTables();
  const engine = await openEngine();
  await measure(engine.methods, 'parquet', 500);
  await measure(engine.methods, 'csv', 1500);
  await engine.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
