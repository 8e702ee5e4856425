/**
 * Damages a model where it stays a readable protobuf file: a number, a name, an attribute or a node that is not what it
 * was. Damage to bytes alone is mostly refused before anything looks at the graph.
 */
import { wireFields, wireBytes } from './wire-format.mjs';

const awkwardNumbers = [0n, 1n, 2n, 3n, 7n, 16n, 255n, 2n ** 31n - 1n, 2n ** 31n, 2n ** 63n - 1n, 2n ** 64n - 1n];
const deepest = 12;

/** A damaged copy of `original`, with some few changes. */
export function mutatedMessage(original, random) {
  let fields = wireFields(original);
  if (fields === undefined || fields.length === 0) return original;
  const changes = random.next() < 0.6 ? 1 : 2 + random.below(4);
  for (let change = 0; change < changes; change += 1) fields = changedSomewhere(fields, random, 0);
  return wireBytes(fields);
}

/** Goes down from the root, a step at a time, so that few large lists do not take all the damage. */
function changedSomewhere(fields, random, depth) {
  if (fields.length === 0) return fields;
  const numbers = [...new Set(fields.map((field) => field.number))];
  const number = random.of(numbers);
  const index = random.of(fields.flatMap((field, at) => (field.number === number ? [at] : [])));
  const field = fields[index];
  const inner = depth < deepest && field.type === 2 && random.next() < 0.92 ? wireFields(field.value) : undefined;
  if (inner === undefined || inner.length === 0) return changedHere(fields, index, random);
  return fields.with(index, { ...field, value: wireBytes(changedSomewhere(inner, random, depth + 1)) });
}

function changedHere(fields, index, random) {
  const field = fields[index];
  const dice = random.next();
  if (dice < 0.12) return fields.toSpliced(index, 1);
  if (dice < 0.22) return fields.toSpliced(index, 0, field);
  if (dice < 0.3) return swapped(fields, index, random.below(fields.length));
  if (dice < 0.34) return fields.with(index, { ...field, number: 1 + random.below(20) });
  return fields.with(index, { ...field, value: changedValue(field, random) });
}

function swapped(fields, one, other) {
  const [first, second] = [fields[one], fields[other]];
  return fields.with(one, { ...first, value: first.type === second.type ? second.value : first.value });
}

function changedValue({ type, value }, random) {
  if (type === 0) {
    const nearby = [value + 1n, value ^ 1n, value > 0n ? value - 1n : value, value * 2n];
    return BigInt.asUintN(64, random.of(random.next() < 0.5 ? nearby : awkwardNumbers));
  }
  const bytes = Buffer.from(value);
  const cut = type === 2 && random.next() < 0.3;
  if (bytes.length === 0 || cut) return type === 2 ? resized(bytes, random) : bytes;
  const at = random.below(bytes.length);
  bytes[at] = random.next() < 0.5 ? bytes[at] ^ (1 << random.below(8)) : random.below(256);
  return bytes;
}

function resized(bytes, random) {
  const more = random.next() < 0.5;
  return more
    ? Buffer.concat([bytes, Buffer.alloc(1 + random.below(40), 0x31)])
    : bytes.subarray(0, random.below(bytes.length + 1));
}
