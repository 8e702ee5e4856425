/** What a sandboxed preload script finds in its world. */

/** Runs in the preload's world: the `electron` module that a sandboxed preload script gets. */
export function preloadSide({ encode, decode }, bridge, send, onReceive, facts) {
  const listeners = new Map();
  const asked = new Map();
  const ports = new Map();
  let lastId = 0;
  const tell = (message) => send(encode(message));

  const movedPort = (id) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', ({ data }) => tell({ kind: 'port', id, data }));
    port1.addEventListener('close', () => tell({ kind: 'port-closed', id }));
    port1.start();
    ports.set(id, port1);
    return port2;
  };
  const heard = {
    answer: ({ id, result, error }) => {
      const { resolve, reject, channel } = asked.get(id);
      asked.delete(id);
      if (error === undefined) resolve(result);
      else reject(new Error(`Error invoking remote method '${channel}': ${error}`));
    },
    event: ({ channel, words, ports: ids }) => {
      const event = { sender: ipcRenderer, ports: ids.map(movedPort) };
      for (const listener of listeners.get(channel) ?? []) listener(event, ...words);
    },
    port: ({ id, data }) => ports.get(id)?.postMessage(data),
    'port-closed': ({ id }) => {
      ports.get(id)?.close();
      ports.delete(id);
    },
  };
  onReceive((text) => {
    const message = decode(text);
    heard[message.kind](message);
  });

  const ipcRenderer = {
    invoke: (channel, ...words) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        asked.set(id, { resolve, reject, channel });
        tell({ kind: 'invoke', id, channel, words });
      }),
    on: (channel, listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    off: (channel, listener) =>
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((other) => other !== listener),
      ),
  };
  const webUtils = {
    // Chromium's protocol tells the path of a file, and can be asked while the page stands still here.
    getPathForFile: (file) => {
      globalThis.rowcastDoubleFile = file;
      globalThis.rowcastDoublePath = '';
      // oxlint-disable-next-line no-debugger
      debugger;
      return globalThis.rowcastDoublePath;
    },
  };
  const electron = { contextBridge: { exposeInMainWorld: bridge.expose }, ipcRenderer, webUtils };
  return {
    require: (name) => {
      if (name === 'electron') return electron;
      throw new Error(`module not found: ${name}`);
    },
    process: Object.freeze({ platform: facts.platform, sandboxed: true, contextIsolated: true, type: 'renderer' }),
  };
}
