/** A thread that calls one ONNX Runtime session of its own on its share of the rows. */
import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const { model, packed, scores, width, threads } = workerData;
const session = await InferenceSession.create(model, {
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
  executionProviders: ['cpu'],
  logSeverityLevel: 3,
});
const [input] = session.inputNames;

parentPort.on('message', ({ first, end, batchRows }) => {
  void scorePart(first, end, batchRows).then(() => parentPort.postMessage('done'));
});
parentPort.postMessage('ready');

async function scorePart(first, end, batchRows) {
  for (let row = first; row < end; row += batchRows) {
    const rows = Math.min(batchRows, end - row);
    const values = packed.subarray(row * width, (row + rows) * width);
    const results = await session.run({ [input]: new Tensor('float32', values, [rows, width]) });
    keepScores(results[session.outputNames.at(-1)].data, row, rows);
  }
}

/** The last column of the last output: the probability in every model here. */
function keepScores(data, first, rows) {
  const columns = data.length / rows;
  for (let row = 0; row < rows; row += 1) scores[first + row] = data[row * columns + columns - 1];
}
