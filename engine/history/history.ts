/** Runs as they are kept: recorded before they start, with how they ended, and known as interrupted where nobody said how. */
import { Job, RunRecord, type Fault, type Receipt, type RunState } from '../../contract/index.ts';
import type { Row } from '../duckdb/session.ts';
import type { Store, Transaction } from '../home/store.ts';
import { attached } from '../home/tables.ts';
import { clearInterrupted } from './interrupted.ts';
import { hasEnded, thisProcess } from './owner.ts';

export interface RunEnd {
  state: Exclude<RunState, 'running'>;
  receipt?: Receipt;
  fault?: Fault;
}

/** A run must not wait long for the record of it. */
const longestWaitMs = 2000;

const columns = 'id, epoch_ms(started) AS started, epoch_ms(ended) AS ended, state, job, receipt, fault';

export class History {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Records a run of this process under its id. */
  async begin(id: string, job: Job): Promise<void> {
    const { pid, start } = thisProcess();
    const values = [id, BigInt(Date.now()), 'running', BigInt(pid), start, JSON.stringify(job)];
    const sql = `INSERT INTO ${attached}.runs (id, started, state, owner_pid, owner_start, job)
      VALUES ($1, epoch_ms($2::BIGINT), $3, $4, $5, $6)`;
    await this.#store.transaction((transaction) => transaction.run(sql, values), longestWaitMs);
  }

  async end(id: string, { state, receipt, fault }: RunEnd): Promise<void> {
    const values = [id, BigInt(Date.now()), state, jsonOrNull(receipt), jsonOrNull(fault)];
    const sql = `UPDATE ${attached}.runs SET ended = epoch_ms($2::BIGINT), state = $3, receipt = $4, fault = $5
      WHERE id = $1`;
    await this.#store.transaction((transaction) => transaction.run(sql, values));
  }

  /** Newest first. */
  list(limit: number): Promise<RunRecord[]> {
    return this.#store.transaction(async (transaction) => {
      await markInterrupted(transaction);
      const sql = `SELECT ${columns} FROM ${attached}.runs ORDER BY started DESC, id LIMIT ${limit}`;
      return recordsFrom(await transaction.rows(sql));
    });
  }

  get(id: string): Promise<RunRecord | null> {
    return this.#store.transaction(async (transaction) => {
      await markInterrupted(transaction);
      const rows = await transaction.rows(`SELECT ${columns} FROM ${attached}.runs WHERE id = $1`, [id]);
      return recordsFrom(rows)[0] ?? null;
    });
  }

  /** Notices the runs whose process is gone, as any look at the history does. */
  async settle(): Promise<void> {
    await this.#store.transaction(markInterrupted);
  }

  async remove(id: string): Promise<void> {
    await this.#store.transaction((transaction) => transaction.run(`DELETE FROM ${attached}.runs WHERE id = $1`, [id]));
  }
}

async function markInterrupted(transaction: Transaction): Promise<void> {
  const running = await transaction.rows(
    `SELECT id, owner_pid, owner_start, epoch_ms(started) AS started, job FROM ${attached}.runs WHERE state = 'running'`,
  );
  for (const row of running) {
    const owner = { pid: Number(row['owner_pid']), start: String(row['owner_start']) };
    const started = Number(row['started']);
    if (!hasEnded(owner, started)) continue;
    const job = Job.safeParse(parsed(row['job']));
    const fault = job.success ? clearInterrupted(job.data, started) : undefined;
    const sql = `UPDATE ${attached}.runs SET state = 'interrupted', fault = $2 WHERE id = $1`;
    await transaction.run(sql, [String(row['id']), jsonOrNull(fault)]);
  }
}

/** Those that this version understands; a record of another version may have a job that it does not. */
function recordsFrom(rows: readonly Row[]): RunRecord[] {
  return rows.flatMap((row) => {
    const record = RunRecord.safeParse({
      id: row['id'],
      started: isoTime(row['started']),
      ended: row['ended'] === null ? null : isoTime(row['ended']),
      state: row['state'],
      job: parsed(row['job']),
      receipt: parsed(row['receipt']),
      fault: parsed(row['fault']),
    });
    return record.success ? [record.data] : [];
  });
}

function isoTime(milliseconds: unknown): string {
  return new Date(Number(milliseconds)).toISOString();
}

function parsed(text: unknown): unknown {
  return typeof text === 'string' ? JSON.parse(text) : null;
}

function jsonOrNull(value: object | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
