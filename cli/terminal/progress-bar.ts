/** Shows a run's progress on stderr: a bar that redraws on a terminal, a plain line now and then elsewhere. */
import type { Progress } from '../../contract/index.ts';
import { count, duration } from './numbers.ts';

const barWidth = 24;
const plainIntervalMs = 5000;

export class ProgressBar {
  readonly #stream: NodeJS.WriteStream;
  #lastPlain = performance.now();
  #drawn = false;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  show(progress: Progress): void {
    const facts = describe(progress);
    if (this.#stream.isTTY) {
      const line = `${bar(progress.share ?? 0)} ${facts}`;
      this.#stream.write(`\r\u001b[2K${line.slice(0, this.#stream.columns - 1)}`);
      this.#drawn = true;
    } else if (performance.now() - this.#lastPlain >= plainIntervalMs) {
      this.#lastPlain = performance.now();
      this.#stream.write(`${facts}\n`);
    }
  }

  /** Takes the bar off the screen. */
  clear(): void {
    if (this.#drawn) this.#stream.write('\r\u001b[2K');
    this.#drawn = false;
  }
}

function describe(progress: Progress): string {
  const share = progress.share === null ? '' : `${Math.floor(progress.share * 100)} % · `;
  const left = progress.secondsLeft === null ? '' : ` · ${duration(progress.secondsLeft)} left`;
  return `${share}${count(progress.rows)} rows · ${count(progress.rowsPerSecond)} rows/s${left}`;
}

function bar(share: number): string {
  const full = Math.round(share * barWidth);
  return `${'█'.repeat(full)}${'░'.repeat(barWidth - full)}`;
}
