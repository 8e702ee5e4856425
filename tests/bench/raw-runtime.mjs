/**
 * A measured process: ONNX Runtime alone on packed floats, nothing read or written within the time that it tells.
 *
 * One caller with all cores inside each call and one caller for each core both run, at the batch size that suits each;
 * trees are fastest one way, matrix products sometimes the other.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { features } from './bench-table.mjs';
import { packedColumns } from './packed-columns.mjs';

const batchSizes = [2048, 8192, 32_768, 100_000];
const trialRows = 100_000;

const [model, table, reference] = process.argv.slice(2);
const { packed, rowCount } = await packedColumns(table, features);
const scores = new Float32Array(new SharedArrayBuffer(rowCount * 4));

const cores = availableParallelism();
const ways = [
  { callers: 1, threads: cores },
  { callers: cores, threads: 1 },
];
const runs = [];
for (const way of ways) runs.push(await bestRun(way));
const best = runs.reduce((fastest, run) => (run.seconds < fastest.seconds ? run : fastest));
const answer = { ...best, rows: rowCount, difference: await differenceFrom(reference) };
process.stdout.write(JSON.stringify(answer));

/** The whole table at the batch size that was fastest on its beginning. */
async function bestRun({ callers, threads }) {
  const share = Math.ceil(rowCount / callers);
  const started = Array.from({ length: callers }, (_, index) =>
    startCaller({ threads, first: index * share, end: Math.min(rowCount, (index + 1) * share) }),
  );
  await Promise.all(started.map((caller) => caller.next()));
  let chosen = { seconds: Infinity, batchRows: 0 };
  for (const batchRows of batchSizes) {
    const seconds = await timed(started, { rows: Math.ceil(trialRows / callers), batchRows });
    if (seconds < chosen.seconds) chosen = { seconds, batchRows };
  }
  const seconds = await timed(started, { rows: share, batchRows: chosen.batchRows });
  await Promise.all(started.map((caller) => caller.stop()));
  return { seconds, callers, threads, batchRows: chosen.batchRows };
}

async function timed(callers, work) {
  const began = performance.now();
  await Promise.all(
    callers.map((caller) => {
      caller.send(work);
      return caller.next();
    }),
  );
  return (performance.now() - began) / 1000;
}

function startCaller(share) {
  const workerData = { model, packed, scores, width: features.length, ...share };
  const worker = new Worker(new URL('raw-runtime-caller.mjs', import.meta.url), { workerData });
  return {
    next: () =>
      new Promise((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
      }),
    send: (work) => worker.postMessage(work, []),
    stop: () => worker.terminate(),
  };
}

/** The largest difference from Rowcast's scores; infinite where a row is missing or not a number. */
async function differenceFrom(path) {
  const expected = await packedColumns(path, ['score']);
  if (expected.rowCount !== rowCount) return 'rows missing';
  let largest = 0;
  for (let row = 0; row < rowCount; row += 1) {
    const difference = Math.abs(expected.packed[row] - scores[row]);
    if (!(difference <= largest)) largest = difference;
    if (Number.isNaN(difference)) return 'not a number';
  }
  return largest;
}
