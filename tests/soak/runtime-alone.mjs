/** A child process that does with models what Rowcast asks of ONNX Runtime, without Rowcast and DuckDB. */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const rowCounts = [64, 128, 200];
const arrays = {
  float32: Float32Array,
  float64: Float64Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  uint64: BigUint64Array,
  bool: Uint8Array,
};

process.on('message', (paths) => void tryAll(paths));
process.on('disconnect', () => process.exit());
process.send('ready');

async function tryAll(paths) {
  for (const path of paths) await tryModel(path).catch(() => undefined);
  process.send('survived');
}

async function tryModel(path) {
  const session = await InferenceSession.create(readFileSync(path), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    enableMemPattern: false,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    extra: { session: { model_external_initializers_file_folder_path: dirname(path) } },
  });
  for (const rows of rowCounts) {
    for (const fill of [() => 0, (index) => Math.sin(index) * 100, (index) => index]) {
      const feeds = session.inputMetadata.map((input) => [input.name, tensor(input, rows, fill)]);
      await session.run(Object.fromEntries(feeds)).catch(() => undefined);
    }
  }
  await session.release();
}

function tensor({ type, shape }, rows, fill) {
  const dimensions = shape.map((size, axis) => (axis === 0 ? rows : typeof size === 'number' && size > 0 ? size : 3));
  const length = dimensions.reduce((product, size) => product * size, 1);
  const values = Array.from({ length }, (_, index) => fill(index));
  if (type === 'string') return new Tensor('string', values.map(String), dimensions);
  const big = type === 'int64' || type === 'uint64';
  const numbers = big ? values.map((value) => BigInt(Math.abs(Math.trunc(value)))) : values;
  return new Tensor(type, arrays[type].from(numbers), dimensions);
}
