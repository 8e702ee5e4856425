/** The file of rows that could not be scored, beside the output: `scored.csv` has `scored.rejected.csv`. */
import { rmSync } from 'node:fs';
import type { Destination } from '../../contract/index.ts';
import { PartFile } from '../destination/part-file.ts';

/** What is to be written, checked before a row is read. */
export interface RejectedPlan {
  select: string;
  /** As the user would say it. */
  path: string;
  /** The real path. */
  target: string;
}

export function rejectedPath(path: string): string {
  const [, stem = path, extension = ''] = /^(.*?[^./\\]+?)((?:\.[A-Za-z0-9]+){0,2})$/s.exec(path) ?? [];
  return `${stem}.rejected${extension}`;
}

/** The file while a run goes on; it appears with the output or not at all, and not where no row was rejected. */
export class Quarantine {
  readonly #plan: RejectedPlan;
  readonly #part: PartFile;
  #rows = 0;

  constructor(plan: RejectedPlan) {
    this.#plan = plan;
    this.#part = new PartFile(plan.target);
  }

  /** Has `copy` write the rows of a SELECT to a path; it returns how many there were. */
  async write(copy: (select: string, path: string) => Promise<number>): Promise<number> {
    this.#rows = await copy(this.#plan.select, this.#part.path);
    return this.#rows;
  }

  /** To be called just before the output itself takes its place. */
  commit(destination: Destination): void {
    if (this.#rows > 0) {
      this.#part.commit({ ...destination, path: this.#plan.path });
      return;
    }
    this.#part.discard();
    // What an earlier run rejected would be taken for this one's.
    if (destination.overwrite) rmSync(this.#plan.target, { force: true });
  }

  discard(): void {
    this.#part.discard();
  }

  get receipt(): { path: string; rows: number } | null {
    return this.#rows === 0 ? null : { path: this.#plan.target, rows: this.#rows };
  }
}
