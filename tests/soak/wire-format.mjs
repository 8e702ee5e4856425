/** Reads a protobuf message as a list of fields, without its schema, and writes it again. */

const fixedSizes = { 1: 8, 5: 4 };

/** Fields of `{ number, type, value }`, or undefined where the bytes are no message. */
export function wireFields(bytes) {
  const fields = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = varint(bytes, at);
    if (tag === undefined) return undefined;
    const [number, type] = [Number(tag.value >> 3n), Number(tag.value & 7n)];
    const field = number > 0 && number < 2048 ? value(bytes, tag.end, type) : undefined;
    if (field === undefined) return undefined;
    fields.push({ number, type, value: field.value });
    at = field.end;
  }
  return fields;
}

export function wireBytes(fields) {
  return Buffer.concat(
    fields.flatMap(({ number, type, value: content }) => {
      const tag = varintBytes(BigInt(number * 8 + type));
      if (type === 0) return [tag, varintBytes(content)];
      return type === 2 ? [tag, varintBytes(BigInt(content.length)), content] : [tag, content];
    }),
  );
}

function value(bytes, at, type) {
  if (type === 0) return varint(bytes, at);
  const length = type === 2 ? varint(bytes, at) : { value: BigInt(fixedSizes[type] ?? -1), end: at };
  if (length === undefined || length.value < 0n || length.value > BigInt(bytes.length - length.end)) return undefined;
  const end = length.end + Number(length.value);
  return { value: bytes.subarray(length.end, end), end };
}

function varint(bytes, at) {
  let result = 0n;
  for (let index = 0; index < 10 && at + index < bytes.length; index += 1) {
    const byte = bytes[at + index];
    result |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return { value: BigInt.asUintN(64, result), end: at + index + 1 };
  }
  return undefined;
}

function varintBytes(number) {
  const bytes = [];
  let rest = number;
  do {
    bytes.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Buffer.from(bytes);
}
