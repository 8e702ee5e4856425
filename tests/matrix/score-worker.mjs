/** A process with an engine that runs the jobs of a JSON file, one after the other, and prints a line of JSON for what ran each. */
import { readFileSync } from 'node:fs';
import { openEngine } from '../../dist/engine/engine.js';

const engine = await openEngine({});
for (const job of JSON.parse(readFileSync(process.argv[2], 'utf8'))) {
  for await (const told of await engine.methods.job.run(job)) {
    if (told.event === 'finished') process.stdout.write(`${JSON.stringify(told.receipt.models[0].provider)}\n`);
  }
}
await engine.close();
