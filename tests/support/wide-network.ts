/** An ONNX model that keeps a processor busy: three matrix products with a square one between. Field numbers are those of onnx.proto. */

type Content = number | string | Uint8Array;

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

function message(...fields: readonly [number, Content][]): Uint8Array {
  const parts = fields.flatMap(([field, content]) => {
    if (typeof content === 'number') return [Uint8Array.from([...varint(field * 8), ...varint(content)])];
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    return [Uint8Array.from([...varint(field * 8 + 2), ...varint(bytes.length)]), bytes];
  });
  return Buffer.concat(parts);
}

const float = 1;

/** Weights between -1/rows and 1/rows, so that what comes out stays small. */
function weights(name: string, rows: number, columns: number): Uint8Array {
  const values = Float32Array.from({ length: rows * columns }, (_, at) => (((at * 7919) % 2001) / 1000 - 1) / rows);
  return message([1, rows], [1, columns], [2, float], [8, name], [9, new Uint8Array(values.buffer)]);
}

function matrix(name: string, columns: number): Uint8Array {
  const shape = message([1, message([2, 'N'])], [1, message([1, columns])]);
  return message([1, name], [2, message([1, message([1, float], [2, shape])])]);
}

function product(left: string, right: string, out: string): Uint8Array {
  return message([1, left], [1, right], [2, out], [4, 'MatMul']);
}

/** Takes `x` of shape [N, features] and gives `y` of shape [N, 1], by way of `width` numbers for each row. */
export function wideNetwork(features: number, width: number): Uint8Array {
  const graph = message(
    [1, product('x', 'first', 'a')],
    [1, product('a', 'second', 'b')],
    [1, product('b', 'third', 'y')],
    [2, 'wide'],
    [5, weights('first', features, width)],
    [5, weights('second', width, width)],
    [5, weights('third', width, 1)],
    [11, matrix('x', features)],
    [12, matrix('y', 1)],
  );
  return message([1, 8], [7, graph], [8, message([2, 13])]);
}
