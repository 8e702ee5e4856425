/** Scores the bundled flights with two versions of a model and shows what came out: `npm run demo`. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { root } from './toolchain.mjs';

const folder = 'demo-output';
const models = ['--model', 'models/late-v1.onnx', '--model', 'models/late-v2.onnx'];

function rowcast(...words) {
  console.log(`\n$ npx rowcast ${words.map((word) => (/[\s*]/.test(word) ? `'${word}'` : word)).join(' ')}`);
  const { status } = spawnSync(process.execPath, [join(root, 'cli', 'rowcast.mjs'), ...words], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`The command above ended with exit code ${status}.`);
}

async function demo() {
  await build({ window: false });
  mkdirSync(join(root, folder), { recursive: true });
  const parquet = `${folder}/flights-scored.parquet`;
  const csv = `${folder}/flights-scored.csv`;
  const receipt = `${folder}/receipt.json`;
  const kept = 'time_hour,carrier,flight,origin,dest,dep_delay,late';
  console.log('Which flights of November 2013 will arrive more than 15 minutes late? Two versions of a model answer.');
  rowcast('score', 'models/data/flights.parquet', ...models, '-o', parquet, '--overwrite', '--receipt', receipt);
  rowcast('preview', parquet);
  rowcast('score', 'models/data/flights.csv', ...models, '--keep', kept, '-o', csv, '--overwrite');
  rowcast('preview', csv);
  console.log('\nWhich of the two versions should be used?');
  const versions = ['--champion', 'models/late-v1.onnx', '--challenger', 'models/late-v2.onnx'];
  const comparison = ['--label', 'late', '--segment', 'carrier', '-o', `${folder}/comparison`, '--overwrite'];
  rowcast('compare', 'models/data/flights.parquet', ...versions, ...comparison);
  console.log(`\nThe files are in ${join(root, folder)}:`);
  for (const file of [parquet, csv, receipt, `${folder}/comparison/report.html`]) console.log(`  ${file}`);
}

await demo().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
