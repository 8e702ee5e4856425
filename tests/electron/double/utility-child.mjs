/** Loaded first in a utility process: gives it `process.parentPort`. */
import { EventEmitter } from 'node:events';

class Port extends EventEmitter {
  #id;
  #queue = [];
  #started = false;

  constructor(id) {
    super();
    this.#id = id;
  }

  postMessage(data) {
    process.send({ kind: 'port', id: this.#id, data });
  }

  start() {
    this.#started = true;
    for (const data of this.#queue.splice(0)) this.receive(data);
  }

  close() {
    ports.delete(this.#id);
    process.send({ kind: 'port-closed', id: this.#id });
    this.emit('close');
  }

  receive(data) {
    if (this.#started) this.emit('message', { data, ports: [] });
    else this.#queue.push(data);
  }
}

const ports = new Map();

/** Messages wait until the process's own script listens. */
const waiting = [];
const parentPort = new EventEmitter();
parentPort.postMessage = (data) => process.send({ kind: 'message', data });
parentPort.on('newListener', (name) => {
  if (name !== 'message') return;
  setImmediate(() => {
    for (const message of waiting.splice(0)) parentPort.emit('message', message);
  });
});
process.parentPort = parentPort;
process.type = 'utility';

process.on('message', ({ kind, id, data, ports: ids = [] }) => {
  if (kind === 'port') ports.get(id)?.receive(data);
  else if (kind === 'port-closed') {
    ports.get(id)?.emit('close');
    ports.delete(id);
  } else {
    for (const moved of ids) ports.set(moved, new Port(moved));
    const message = { data, ports: ids.map((moved) => ports.get(moved)) };
    if (parentPort.listenerCount('message') === 0) waiting.push(message);
    else parentPort.emit('message', message);
  }
});
process.on('disconnect', () => process.exit(0));
