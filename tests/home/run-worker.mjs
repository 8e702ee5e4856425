/** A process with an engine that runs one job: HOME, then the job as JSON. It prints the names of its events. */
import { openEngine } from '../../dist/engine/engine.js';

const [home, job] = process.argv.slice(2);
const engine = await openEngine({ home });
for await (const { event } of await engine.methods.job.run(JSON.parse(job))) process.stdout.write(`${event}\n`);
await engine.close();
