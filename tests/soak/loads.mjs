/** Loads and unloads models ten thousand times, with a row scored between, and watches the memory: `npm run soak:loads`, `-- --short`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { onnxRuntimeLibrary, root } from '../../scripts/toolchain.mjs';

const models = ['late-v1', 'late-mlp', 'arrival-delay'];
/** Allocators keep what they once had; memory that is lost with each load would grow beyond this by far: a model takes 50 kB and more. */
const mostGrowthMiB = 24;

const megabytes = () => Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;

async function open() {
  const settings = { allow_unsigned_extensions: 'true', threads: '1' };
  const connection = await (await DuckDBInstance.create(':memory:', settings)).connect();
  await connection.run(`LOAD '${join(root, 'build/native/rowcast.duckdb_extension')}'`);
  await connection.run(`SELECT rowcast_runtime('${onnxRuntimeLibrary()}')`);
  return connection;
}

async function main(rounds) {
  const connection = await open();
  const say = (text) => console.log(text);
  let settled = 0;
  for (let round = 1; round <= rounds; round += 1) {
    const model = models[round % models.length];
    const name = `score_${model.replaceAll('-', '_')}`;
    await connection.run(`SELECT rowcast_load('${name}', '${join(root, 'models', `${model}.onnx`)}', '{}')`);
    await connection.run(`SELECT rowcast_unload('${name}')`);
    if (round === Math.ceil(rounds / 4)) settled = megabytes();
    if (round % Math.ceil(rounds / 10) === 0) say(`${round} loads: ${megabytes().toFixed(0)} MiB`);
  }
  const growth = megabytes() - settled;
  say(`${rounds} models were loaded and unloaded; in the last three quarters memory grew by ${growth.toFixed(1)} MiB.`);
  if (growth > mostGrowthMiB) throw new Error(`expected at most ${mostGrowthMiB} MiB`);
}

if (process.platform !== 'linux') console.log('Skipped: memory is read from /proc, which Linux alone has.');
else await main(process.argv.includes('--short') ? 400 : 10_000);
