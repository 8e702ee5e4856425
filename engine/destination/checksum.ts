/** Hashes and flushes a file while it is still being written, so that both are nearly done when the last byte is. */
import { createHash, type Hash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const chunkBytes = 1 << 20;
const pollMs = 10;
/** Bytes after which what was written is sent to disk; one flush of a large file at its end takes long. */
const flushBytes = 32 << 20;

/** Follows a file that only grows at its end. */
export class GrowingChecksum {
  readonly #path: string;
  readonly #hash: Hash = createHash('sha256');
  readonly #buffer = Buffer.allocUnsafe(chunkBytes);
  readonly #following: Promise<void>;
  #bytes = 0;
  #flushedBytes = 0;
  #flushing: Promise<void> = Promise.resolve();
  #complete = false;

  constructor(path: string) {
    this.#path = path;
    this.#following = this.#follow();
    // Whoever awaits `finish` gets the error; a run that fails first never does.
    this.#following.catch(() => undefined);
  }

  /** Call when nothing more will be written. */
  async finish(): Promise<{ bytes: number; sha256: string }> {
    this.#complete = true;
    await this.#following;
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }

  /** Ends the following without a result. */
  stop(): void {
    this.#complete = true;
  }

  async #follow(): Promise<void> {
    const file = await this.#openWhenThere();
    if (file === undefined) return;
    try {
      for (;;) {
        // Read before asking whether the writer is done: what it wrote last must still be seen.
        const complete = this.#complete;
        const { bytesRead } = await file.read(this.#buffer, 0, chunkBytes, this.#bytes);
        this.#hash.update(this.#buffer.subarray(0, bytesRead));
        this.#bytes += bytesRead;
        this.#flush(file);
        if (bytesRead === 0 && complete) return;
        if (bytesRead === 0) await sleep(pollMs);
      }
    } finally {
      await this.#flushing;
      await file.close();
    }
  }

  #flush(file: FileHandle): void {
    if (this.#bytes - this.#flushedBytes < flushBytes) return;
    this.#flushedBytes = this.#bytes;
    // A failure shows again, and is told, in the flush that ends the run.
    this.#flushing = this.#flushing.then(() => file.datasync()).catch(() => undefined);
  }

  async #openWhenThere(): Promise<FileHandle | undefined> {
    for (;;) {
      const complete = this.#complete;
      const file = await open(this.#path, 'r').catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
        return undefined;
      });
      if (file !== undefined || complete) return file;
      await sleep(pollMs);
    }
  }
}
