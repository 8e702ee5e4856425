/** The utility process of the engine as main sees it: started when a port is asked for, and again when it ends by itself. */
import { fileURLToPath } from 'node:url';
import { MessageChannelMain, utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron';
import { RestartLimit, type EngineEnd, type Fault } from '../../contract/index.ts';
import type { FromEngine, ToEngine } from '../ipc/engine-messages.ts';
import { endReason } from './engine-end.ts';

const entry = fileURLToPath(new URL('engine-host.js', import.meta.url));
const stopWithinMs = 5000;

export class EngineProcess {
  readonly #onEnd: (end: EngineEnd) => void;
  readonly #limit = new RestartLimit();
  #child: UtilityProcess | null = null;
  /** Why the engine said it cannot start. */
  #failed: Fault | null = null;
  /** Why the engine before this one ended; the next one is told. */
  #lastEnd: string | null = null;

  /** `onEnd` hears of each end that was not asked for. */
  constructor(onEnd: (end: EngineEnd) => void) {
    this.#onEnd = onEnd;
  }

  /** A port that the engine serves; an engine is started where none runs. */
  connect(): MessagePortMain {
    this.#child ??= this.#start();
    const { port1, port2 } = new MessageChannelMain();
    this.#child.postMessage({ ask: 'serve' } satisfies ToEngine, [port1]);
    return port2;
  }

  /** Resolves when the process is gone. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (child === null) return;
    this.#child = null;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.postMessage({ ask: 'stop' } satisfies ToEngine);
    const timer = setTimeout(() => child.kill(), stopWithinMs);
    await gone;
    clearTimeout(timer);
  }

  #start(): UtilityProcess {
    const child = utilityProcess.fork(entry, this.#lastEnd === null ? [] : [this.#lastEnd], {
      serviceName: 'Rowcast engine',
      // Each statement that runs holds one of libuv's threads; with its four, a page of the grid would wait behind long ones.
      env: { UV_THREADPOOL_SIZE: '16', ...process.env },
      // A DuckDB extension carries a footer behind its signature, which the library validation of macOS refuses.
      allowLoadingUnsignedLibraries: true,
    });
    child.on('message', ({ failed }: FromEngine) => {
      this.#failed = failed;
      child.kill();
    });
    child.on('exit', (code) => {
      if (this.#child === child) this.#ended(code);
    });
    return child;
  }

  #ended(code: number): void {
    this.#child = null;
    const failed = this.#failed;
    this.#failed = null;
    this.#lastEnd = failed?.message ?? endReason(code);
    // An engine that told why it cannot start would tell the same again.
    const restarting = failed === null && this.#limit.allows(Date.now());
    this.#onEnd({ reason: this.#lastEnd, restarting, fault: failed });
  }
}
