/** Damages files as disks, editors and bad exporters do: bytes flipped, cut off, put in, taken out, repeated. */

/** Bytes at which lengths, counts and varints break. */
const awkwardBytes = [0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff];
const edgeBytes = 600;
const longestRange = 64;

const kinds = {
  flipBit: (bytes, random) => {
    const at = place(bytes, random);
    bytes[at] ^= 1 << random.below(8);
    return bytes;
  },
  awkwardByte: (bytes, random) => {
    bytes[place(bytes, random)] = random.of(awkwardBytes);
    return bytes;
  },
  randomByte: (bytes, random) => {
    bytes[place(bytes, random)] = random.below(256);
    return bytes;
  },
  truncate: (bytes, random) => bytes.subarray(0, place(bytes, random)),
  insert: (bytes, random) => {
    const at = place(bytes, random);
    const added = Buffer.from(Array.from({ length: 1 + random.below(8) }, () => random.below(256)));
    return Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at)]);
  },
  remove: (bytes, random) => {
    const at = place(bytes, random);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(longestRange))]);
  },
  repeat: (bytes, random) => {
    const at = place(bytes, random);
    const range = bytes.subarray(at, at + 1 + random.below(longestRange));
    return Buffer.concat([bytes.subarray(0, at), range, bytes.subarray(at)]);
  },
};

const names = Object.keys(kinds).filter((name) => name !== 'truncate');

/** A damaged copy of `original`; mostly one change, at times some, and a truncation in one of ten. */
export function mutated(original, random) {
  let bytes = Buffer.from(original);
  const changes = random.next() < 0.6 ? 1 : 2 + random.below(7);
  for (let change = 0; change < changes && bytes.length > 0; change += 1) {
    bytes = kinds[random.of(names)](bytes, random);
  }
  return random.next() < 0.1 && bytes.length > 0 ? kinds.truncate(bytes, random) : bytes;
}

/** Half of all changes fall near an end, where headers and footers stand. */
function place(bytes, random) {
  const near = Math.min(edgeBytes, bytes.length);
  if (random.next() < 0.5) return random.below(bytes.length);
  return random.next() < 0.5 ? random.below(near) : bytes.length - 1 - random.below(near);
}
