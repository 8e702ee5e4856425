/** Runs many command lines through one child, and a new child whenever one has died or served long enough. */
import { fileURLToPath } from 'node:url';
import { endLimited, nextMessage, startLimited } from './limited-process.mjs';

const worker = fileURLToPath(new URL('command-line-worker.mjs', import.meta.url));
const limitSeconds = 20;
const startSeconds = 60;
const commandsEach = 300;

export class CommandLineProcess {
  #child;
  #served = 0;

  #tellFault;

  /** `tellFault` is told of a child that dies or hangs when its work is done. */
  constructor(tellFault) {
    this.#tellFault = tellFault;
  }

  /** What the present child was given, oldest first: memory damaged by one command may fail in a later one. */
  history = [];

  /** Resolves to `{ exitCode, stdout, stderr }`, or to `{ ended, printed }` where the child died or hung. */
  async run(words) {
    if (this.#child === undefined || this.#served >= commandsEach) await this.#restart();
    this.#served += 1;
    this.history.push(words);
    this.#child.send(words);
    const answer = await nextMessage(this.#child, limitSeconds);
    if (answer.ended !== undefined) this.#child = undefined;
    return answer;
  }

  async stop() {
    const fault = await endLimited(this.#child, limitSeconds);
    this.#child = undefined;
    if (fault !== undefined) this.#tellFault(fault);
  }

  async #restart() {
    await this.stop();
    this.#child = startLimited(worker);
    this.#served = 0;
    this.history = [];
    const ready = await nextMessage(this.#child, startSeconds);
    if (ready.ended !== undefined) throw new Error(`The command line did not start: ${ready.ended}\n${ready.printed}`);
  }
}
