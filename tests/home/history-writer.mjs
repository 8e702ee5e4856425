/** A process that records runs, one after the other: FOLDER, then how many. It prints each id once its end is kept. */
import { randomUUID } from 'node:crypto';
import { Home } from '../../dist/engine/home/home.js';

const [folder, count] = process.argv.slice(2);
const job = {
  source: { paths: ['/t.csv'], csv: {}, types: {} },
  models: [{ path: '/m.onnx' }],
  bind: [],
  byPosition: false,
  missing: [],
  // Long, so that a write takes many blocks.
  where: 'a = 1 OR '.repeat(2000) + 'TRUE',
  keep: 'all',
  provider: 'auto',
  resources: {},
  destination: { path: '/out.csv', overwrite: false },
};
const home = new Home(folder);
for (let written = 0; written < Number(count); written += 1) {
  const id = randomUUID();
  await home.history.begin(id, job);
  await home.history.end(id, { state: 'finished' });
  process.stdout.write(`${id}\n`);
}
await home.close();
