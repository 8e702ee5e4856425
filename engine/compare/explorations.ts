/** Comparisons that one client looks at: their files stay in the engine's temporary folder until they are saved or closed. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  RowcastError,
  type CompareReport,
  type Comparison,
  type ExploreEvent,
  type MeasureComparison,
  type SaveComparison,
  type WriteRows,
} from '../../contract/index.ts';
import type { FileAccess } from '../access/file-access.ts';
import type { Database } from '../duckdb/database.ts';
import { compareModels, type Explored } from './run.ts';
import { saveReport } from './save-report.ts';
import { writeRows } from './write-rows.ts';

interface Exploration {
  job: Comparison;
  folder: string;
  report: CompareReport;
  measureAt: Explored['measureAt'];
}

export class Explorations {
  readonly #database: Database;
  readonly #access: FileAccess;
  readonly #kept = new Map<string, Exploration>();
  #isOpen = true;

  constructor(database: Database, access: FileAccess) {
    this.#database = database;
    this.#access = access;
  }

  /** Compares; the comparison is kept under `id` once it is finished, and nothing of it before. */
  async *explore(id: string, job: Comparison, signal: AbortSignal | undefined): AsyncGenerator<ExploreEvent> {
    const folder = join(this.#database.temporaryFolder(), `comparison-${id}`);
    let explored: Explored | undefined;
    try {
      mkdirSync(folder);
      const events = compareModels(this.#database, { ...job, folder, overwrite: false }, signal, (found) => {
        explored = found;
      });
      for await (const event of events) {
        if (event.event !== 'finished') {
          yield event;
          continue;
        }
        signal?.throwIfAborted();
        if (!this.#isOpen || explored === undefined) break;
        const { live, measureAt } = explored;
        this.#kept.set(id, { job, folder, report: event.report, measureAt });
        this.#access.admit(folder);
        yield { ...event, live };
      }
    } finally {
      if (!this.#kept.has(id)) remove(folder);
    }
  }

  /** Whether a path is that of a table which is kept here for looking at. */
  holds(path: string): boolean {
    return [...this.#kept.values()].some(({ report }) => report.scored.path === path);
  }

  /** Throws where the comparison is closed. */
  get(id: string): Exploration {
    const kept = this.#kept.get(id);
    if (kept !== undefined) return kept;
    throw new RowcastError(
      'TABLE_CLOSED',
      `No comparison is open under the id "${id}".`,
      'Compare once more: what it found is gone when the engine ends.',
    );
  }

  /** Rejects with CANCELLED where `signal` comes before it is done. */
  measure({ id, cut }: MeasureComparison, signal: AbortSignal | undefined): Promise<CompareReport> {
    return this.get(id).measureAt(cut, signal);
  }

  async save({ id, cut, ...place }: SaveComparison, signal: AbortSignal | undefined): Promise<void> {
    const { job, report, measureAt } = this.get(id);
    const wanted = cut === undefined ? report : await measureAt(cut, signal);
    await saveReport(wanted, { ...place, models: job.models });
  }

  /** Resolves to how many rows were written. */
  writeRows({ id, where, destination }: WriteRows, signal: AbortSignal | undefined): Promise<number> {
    return writeRows(this.#database, this.get(id).report.scored.path, { where, destination }, signal);
  }

  close(id: string): void {
    const kept = this.#kept.get(id);
    if (kept === undefined) return;
    this.#kept.delete(id);
    remove(kept.folder);
  }

  closeAll(): void {
    this.#isOpen = false;
    for (const id of this.#kept.keys()) this.close(id);
  }
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
