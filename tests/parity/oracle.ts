/**
 * ONNX Runtime called directly, through onnxruntime-node: the second opinion on every score.
 *
 * It runs one batch of its own, padded with copies of the last row to a multiple of 64 rows, as Rowcast pads its own: a
 * linear model's last bits depend on where the remainder of a vector falls. It cannot return maps, so a model with a
 * ZipMap gets the tensor in front of it as one more output.
 */
import { readFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Cells } from '../engine/tables.ts';

/** The element types of the models here, and how a column of cells becomes a tensor's data. */
const dataOf = {
  float32: (cells: Cells) => Float32Array.from(cells, Number),
  float64: (cells: Cells) => Float64Array.from(cells, Number),
  int8: (cells: Cells) => Int8Array.from(cells, Number),
  int16: (cells: Cells) => Int16Array.from(cells, Number),
  int32: (cells: Cells) => Int32Array.from(cells, Number),
  int64: (cells: Cells) => BigInt64Array.from(cells, (cell) => BigInt(cell as bigint | number)),
  uint8: (cells: Cells) => Uint8Array.from(cells, Number),
  uint16: (cells: Cells) => Uint16Array.from(cells, Number),
  uint32: (cells: Cells) => Uint32Array.from(cells, Number),
  uint64: (cells: Cells) => BigUint64Array.from(cells, (cell) => BigInt(cell as bigint | number)),
  bool: (cells: Cells) => Uint8Array.from(cells, (cell) => (cell === true ? 1 : 0)),
  string: (cells: Cells) => cells.map(String),
};
type Element = keyof typeof dataOf;

/** Whether cells can be compared with tensors of an element type; of float16 there are but bits. */
export function isFeedable(type: string): boolean {
  return type in dataOf;
}

export interface Feed {
  input: string;
  /** One for each feature of the input, all of the same length, without NULLs. */
  columns: readonly Cells[];
  /** Dimensions of the tensor: 2 for [N, F], 1 for [N], 0 for a value that all rows share. */
  rank?: number;
}

/** Each output column by column: `[N]` and `[N, 1]` have one, `[N, A, B]` as many as values. */
export async function runDirectly(
  model: string,
  feeds: readonly Feed[],
  zipMapTensors: readonly string[] = [],
  paddedTo = 64,
): Promise<Record<string, unknown[][]>> {
  // External data is found beside a file only, not from bytes.
  const source = zipMapTensors.length === 0 ? model : withOutputs(readFileSync(model), zipMapTensors);
  const session = await InferenceSession.create(source as string, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionProviders: ['cpu'],
    logSeverityLevel: 3,
  });
  const rowCount = feeds[0]?.columns[0]?.length ?? 0;
  const outputs = session.outputMetadata.filter((output) => output.isTensor).map((output) => output.name);
  const found = await session.run(
    Object.fromEntries(
      feeds.map((feed) => [feed.input, tensorOf(session, feed, Math.ceil(rowCount / paddedTo) * paddedTo)]),
    ),
    outputs,
  );
  await session.release();
  return Object.fromEntries(outputs.map((name) => [name, columnsOf(found[name] as Tensor, rowCount)]));
}

function tensorOf(session: InferenceSession, feed: Feed, rows: number): Tensor {
  const metadata = session.inputMetadata.find((input) => input.name === feed.input);
  const type = metadata?.isTensor === true ? (metadata.type as Element) : 'float32';
  const rowCount = feed.columns[0]?.length ?? 0;
  const cells: unknown[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (const column of feed.columns) cells.push(column[Math.min(row, rowCount - 1)]);
  }
  const shape = [rows, feed.columns.length].slice(0, feed.rank ?? 2);
  // The constructor has an overload for each element type; this is any of them.
  const make = Tensor as unknown as new (type: Element, data: unknown, shape: readonly number[]) => Tensor;
  return new make(type, dataOf[type](cells), shape);
}

function columnsOf(tensor: Tensor, rowCount: number): unknown[][] {
  const cells = tensor.data as ArrayLike<unknown>;
  const width = tensor.dims.slice(1).reduce((product, length) => product * length, 1);
  const truth = tensor.type === 'bool';
  return Array.from({ length: width }, (_, column) =>
    Array.from({ length: rowCount }, (_cell, row) => {
      const cell = cells[row * width + column];
      return truth ? cell === 1 : cell;
    }),
  );
}

/**
 * The model with more of its tensors as outputs. Protocol Buffers merge a message written twice, so that behind the
 * model's bytes there only follows `graph { output { name } }` for each: fields 7, 12 and 1 of ONNX's ModelProto,
 * GraphProto and ValueInfoProto.
 */
function withOutputs(model: Buffer, names: readonly string[]): Buffer {
  const field = (number: number, content: Buffer) =>
    Buffer.concat([Buffer.from([(number << 3) | 2, content.length]), content]);
  return Buffer.concat([model, ...names.map((name) => field(7, field(12, field(1, Buffer.from(name)))))]);
}

/** Whether two cells are the same to the last bit: 0 is not -0, and NaN is NaN. */
export function firstDifference(found: Cells, expected: Cells): string | undefined {
  if (found.length !== expected.length) return `${found.length} rows, expected ${expected.length}`;
  const row = expected.findIndex((cell, at) => !Object.is(found[at], cell));
  return row === -1 ? undefined : `row ${row}: ${String(found[row])}, expected ${String(expected[row])}`;
}
