/** What `contextBridge` does: carries an interface from the world of the preload script to the world of the page. */

/**
 * Runs in both worlds. They share the document but no objects, so functions and promises cross as numbers and everything else as a
 * clone, in events that are handled at once.
 */
export function makeBridge([token, here, there]) {
  const { document, CustomEvent } = globalThis;
  const functions = [];
  const imported = new Map();
  const promises = new Map();
  let reply;
  const tell = (detail) => document.dispatchEvent(new CustomEvent(`${token}:${there}`, { detail }));
  const isPlain = (value) =>
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  const mapValues = (object, change) =>
    Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));

  const give = (value) => {
    if (typeof value === 'function') return { crossed: 'function', id: idOf(value) };
    if (value instanceof Promise) {
      const id = idOf(value);
      value.then(
        (result) => tell({ kind: 'settle', id, result: give(result) }),
        (error) => tell({ kind: 'settle', id, error: String(error.message) }),
      );
      return { crossed: 'promise', id };
    }
    if (Array.isArray(value)) return value.map(give);
    return isPlain(value) ? mapValues(value, give) : value;
  };
  const idOf = (value) => {
    const known = functions.indexOf(value);
    return known < 0 ? functions.push(value) - 1 : known;
  };
  const take = (value) => {
    if (Array.isArray(value)) return Object.freeze(value.map(take));
    if (!isPlain(value)) return value;
    if (value.crossed === 'function') return functionOf(value.id);
    if (value.crossed === 'promise') {
      return new Promise((resolve, reject) => promises.set(value.id, { resolve, reject }));
    }
    return Object.freeze(mapValues(value, take));
  };
  const functionOf = (id) => {
    if (!imported.has(id)) imported.set(id, (...words) => call(id, words));
    return imported.get(id);
  };
  const call = (id, words) => {
    tell({ kind: 'call', id, words: words.map(give) });
    if (reply.error !== undefined) throw new Error(reply.error);
    return take(reply.result);
  };
  const heard = {
    call: ({ id, words }) => {
      let answer;
      try {
        answer = { kind: 'reply', result: give(functions[id](...words.map(take))) };
      } catch (error) {
        answer = { kind: 'reply', error: String(error.message) };
      }
      tell(answer);
    },
    reply: (answer) => {
      reply = answer;
    },
    settle: ({ id, result, error }) => {
      const { resolve, reject } = promises.get(id);
      promises.delete(id);
      if (error === undefined) resolve(take(result));
      else reject(new Error(error));
    },
    expose: ({ name, value }) =>
      Object.defineProperty(globalThis, name, { value: take(value), enumerable: true, writable: false }),
  };
  document.addEventListener(`${token}:${here}`, ({ detail }) => heard[detail.kind](detail));
  return { expose: (name, value) => tell({ kind: 'expose', name, value: give(value) }) };
}
