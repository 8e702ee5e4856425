/** A thread that calls one ONNX Runtime session of its own on its share of the rows. */
import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const { model, packed, scores, width, threads, first, end } = workerData;
const session = await InferenceSession.create(model, {
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
  executionProviders: ['cpu'],
  logSeverityLevel: 3,
});
const [input] = session.inputNames;
// ONNX Runtime takes no shared memory; the copy is made before time is taken.
const own = packed.slice(first * width, end * width);

parentPort.on('message', ({ rows, batchRows }) => {
  void scoreRows(Math.min(rows, end - first), batchRows).then(() => parentPort.postMessage('done', []));
});
parentPort.postMessage('ready', []);

async function scoreRows(rowCount, batchRows) {
  for (let row = 0; row < rowCount; row += batchRows) {
    const rows = Math.min(batchRows, rowCount - row);
    const values = own.subarray(row * width, (row + rows) * width);
    const results = await session.run({ [input]: new Tensor('float32', values, [rows, width]) });
    keepScores(results[session.outputNames.at(-1)].data, first + row, rows);
  }
}

/** The last column of the last output: the probability in every model here. */
function keepScores(data, start, rows) {
  const columns = data.length / rows;
  for (let row = 0; row < rows; row += 1) scores[start + row] = data[row * columns + columns - 1];
}
