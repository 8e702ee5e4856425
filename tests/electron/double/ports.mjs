/** Message ports: entangled pairs in this process, either end of which may move to the page or to a utility process. */
import { EventEmitter } from 'node:events';

class MessagePortMain extends EventEmitter {
  /** The other end. */
  peer = null;
  #queue = [];
  #started = false;
  #closed = false;
  /** Where this end moved to. */
  #moved = null;

  postMessage(data, ports = []) {
    if (ports.length > 0) throw new Error('The double moves no port through a port.');
    this.peer.receive(structuredClone(data));
  }

  start() {
    this.#started = true;
    for (const data of this.#queue.splice(0)) this.receive(data);
  }

  close() {
    if (this.#closed) return;
    this.#closed = true;
    this.#moved?.close();
    this.emit('close');
    this.peer.close();
  }

  receive(data) {
    if (this.#closed) return;
    if (this.#moved !== null) this.#moved.send(data);
    else if (this.#started) this.emit('message', { data, ports: [] });
    else this.#queue.push(data);
  }

  moveTo(place) {
    this.#moved = place;
    for (const data of this.#queue.splice(0)) place.send(data);
  }
}

export class MessageChannelMain {
  port1 = new MessagePortMain();
  port2 = new MessagePortMain();

  constructor() {
    this.port1.peer = this.port2;
    this.port2.peer = this.port1;
  }
}

let lastId = 0;

/** The ports that moved to one other process or page; `tell` sends it a message about one of them. */
export class MovedPorts {
  #ports = new Map();
  #tell;

  constructor(tell) {
    this.#tell = tell;
  }

  /** Moves a port there and returns the id under which messages name it. */
  move(port) {
    const id = ++lastId;
    this.#ports.set(id, port);
    port.moveTo({
      send: (data) => this.#tell({ kind: 'port', id, data }),
      close: () => this.#tell({ kind: 'port-closed', id }),
    });
    return id;
  }

  /** Handles a message from there; false where it is about no port. */
  handle({ kind, id, data }) {
    if (kind === 'port') this.#ports.get(id)?.peer.receive(data);
    else if (kind === 'port-closed') this.#close(id);
    else return false;
    return true;
  }

  /** The process or page is gone, and every port with it. */
  end() {
    for (const id of this.#ports.keys()) this.#close(id);
  }

  #close(id) {
    const port = this.#ports.get(id);
    this.#ports.delete(id);
    port?.moveTo({ send: () => undefined, close: () => undefined });
    port?.close();
  }
}
