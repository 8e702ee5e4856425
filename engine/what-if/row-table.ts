/** One row of a source as a table of its own, so that trying it again reads no file. */
import { RowcastError } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { interruptibleRows } from '../duckdb/interruptible.ts';
import { explainReadFailure } from '../source/read-failure.ts';
import type { Trial } from './trial.ts';

const name = '"__rowcast_tried_row"';

/** What the table holds now, and the work that uses it: one after the other, since there is one table. */
interface Desk {
  key: string | undefined;
  work: Promise<unknown>;
}

const desks = new WeakMap<Database, Desk>();

/**
 * Does `work` with the name of a table that has row `row`, from 1, of the trial's source and no other. Throws
 * `ROW_NOT_FOUND`.
 */
export async function withRow<T>(
  database: Database,
  trial: Trial,
  row: number,
  signal: AbortSignal | undefined,
  work: (from: string) => Promise<T>,
): Promise<T> {
  const desk = desks.get(database) ?? { key: undefined, work: Promise.resolve() };
  desks.set(database, desk);
  const turn = desk.work
    .catch(() => undefined)
    .then(async () => {
      await fetch(database, desk, trial, row, signal);
      return work(name);
    });
  desk.work = turn;
  return turn;
}

async function fetch(
  database: Database,
  desk: Desk,
  trial: Trial,
  row: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const key = JSON.stringify([trial.source, row]);
  if (desk.key === key) return;
  desk.key = undefined;
  try {
    await interruptibleRows(
      database,
      `CREATE OR REPLACE TABLE ${name} AS SELECT * FROM ${trial.table.relation.from} LIMIT 1 OFFSET ${row - 1}`,
      signal,
    );
  } catch (error) {
    throw signal?.aborted === true ? error : await explainReadFailure(database, trial.source, error);
  }
  const { found } = await database.row(`SELECT count(*) > 0 AS found FROM ${name}`);
  if (found !== true) throw await noSuchRow(database, trial, row);
  desk.key = key;
}

async function noSuchRow(database: Database, trial: Trial, row: number): Promise<RowcastError> {
  const { rows } = await database.row(`SELECT count(*) AS rows FROM ${trial.table.relation.from}`);
  const count = (value: unknown) => Number(value).toLocaleString('en-US');
  return new RowcastError(
    'ROW_NOT_FOUND',
    `There is no row ${count(row)}: the table has ${count(rows)} row${Number(rows) === 1 ? '' : 's'}.`,
    'Choose a row of the table.',
  );
}
