/** A child process with one engine that runs the jobs it is sent and tells its peak memory in each. */
import { openEngine } from '../../dist/engine/engine.js';

const sampleIntervalMs = 20;
const engine = await openEngine();

process.on('message', (job) => void answer(job));
process.on('disconnect', () => process.exit());
process.send('ready');

async function answer({ source, model, output }) {
  let peakBytes = 0;
  const timer = setInterval(() => (peakBytes = Math.max(peakBytes, process.memoryUsage.rss())), sampleIntervalMs);
  try {
    const receipt = await run({
      source: { paths: [source] },
      models: [{ path: model }],
      destination: { path: output, overwrite: true },
    });
    process.send({ peakBytes, sha256: receipt.output.sha256, rows: receipt.rows.written });
  } catch (error) {
    process.send({ error: `${error.code}: ${error.message}` });
  } finally {
    clearInterval(timer);
  }
}

async function run(job) {
  let receipt;
  for await (const event of await engine.methods.job.run(job)) {
    if (event.event === 'finished') receipt = event.receipt;
  }
  return receipt;
}
