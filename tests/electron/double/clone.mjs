/** Structured cloning as text, for what crosses between Node and the page. */

/** Runs in Node and, as source text, in the page, so it uses nothing from outside. Functions and symbols throw, as in a real clone. */
export function makeCodec() {
  const toBase64 = (bytes) => bytes.toBase64?.() ?? Buffer.from(bytes).toString('base64');
  const fromBase64 = (text) => Uint8Array.fromBase64?.(text) ?? Uint8Array.from(Buffer.from(text, 'base64'));
  const bytesOf = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const isPlain = (value) => [Object.prototype, null].includes(Object.getPrototypeOf(value));

  const pack = (value) => {
    if (value === null || ['string', 'boolean'].includes(typeof value)) return value;
    if (value === undefined) return ['undefined'];
    if (typeof value === 'number') return Number.isFinite(value) ? value : ['number', String(value)];
    if (typeof value === 'bigint') return ['bigint', String(value)];
    if (Array.isArray(value)) return ['array', value.map(pack)];
    if (value instanceof Date) return ['date', value.getTime()];
    if (value instanceof Map) return ['map', [...value].map(pack)];
    if (value instanceof Set) return ['set', [...value].map(pack)];
    if (value instanceof Error) return ['error', value.message];
    if (value instanceof ArrayBuffer) return ['buffer', toBase64(new Uint8Array(value))];
    if (ArrayBuffer.isView(value)) return ['bytes', toBase64(bytesOf(value))];
    if (typeof value === 'object' && isPlain(value)) {
      return ['object', Object.entries(value).map(([key, held]) => [key, pack(held)])];
    }
    throw new TypeError(`An object could not be cloned: ${String(value)}`);
  };

  const readers = {
    undefined: () => undefined,
    number: Number,
    bigint: BigInt,
    array: (items) => items.map(unpack),
    date: (time) => new Date(time),
    map: (entries) => new Map(entries.map(unpack)),
    set: (items) => new Set(items.map(unpack)),
    error: (message) => new Error(message),
    buffer: (text) => fromBase64(text).buffer,
    bytes: fromBase64,
    object: (entries) => Object.fromEntries(entries.map(([key, held]) => [key, unpack(held)])),
  };
  const unpack = (packed) => (Array.isArray(packed) ? readers[packed[0]](packed[1]) : packed);

  return { encode: (value) => JSON.stringify(pack(value)), decode: (text) => unpack(JSON.parse(text)) };
}

export const { encode, decode } = makeCodec();
