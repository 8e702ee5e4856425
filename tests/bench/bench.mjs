/** Measures Rowcast against what it is made of and against Polars: `npm run bench`. Fails on wrong output only. */
import { writeFileSync } from 'node:fs';
import { measureMemory } from './memory.mjs';
import { readOptions } from './options.mjs';
import { measureSpeed } from './speed.mjs';

async function main(words) {
  const options = readOptions(words);
  const measurements = await (options.memory ? measureMemory(options) : measureSpeed(options));
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(measurements, null, 2)}\n`);
}

await main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
