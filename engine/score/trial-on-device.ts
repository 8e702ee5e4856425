/** Scores the first rows of a table on the processor and on a device, and tells how long each took and how far they are apart. */
import type { ProviderTrial } from '../../contract/index.ts';
import type { Row, Session } from '../duckdb/session.ts';
import { largestDifference } from '../golden/difference.ts';
import { scoreCall, type ScoreFunction } from '../model/load.ts';

/** Rows that one thread of DuckDB brings at a time. */
export const vectorRows = 2048;
/** Rows of a whole trial. */
export const allRows = 16 * vectorRows;
/** A device that the first of these show to be slow is not asked for the others: software that stands in for one takes minutes. */
const steps = [64, 512, vectorRows];
/** Largest difference between scores that agree, relative where they are beyond 1. */
const tolerance = 1e-4;

/** Whether a device is to score the table: it was faster on all rows of the trial, and its scores agree. */
export function wins({ rows, seconds, processorSeconds, largestDifference: difference }: ProviderTrial): boolean {
  return rows === allRows && seconds < processorSeconds && difference <= tolerance;
}

/** What a trial looks at: the first rows of a table, scored by both. */
export interface Measure {
  /** Seconds that the processor or the device takes for so many rows. */
  readonly seconds: (on: 'processor' | 'device', rows: number) => Promise<number>;
  /** How far apart the scores of these rows are: see `tolerance`. */
  readonly difference: (from: number, to: number) => Promise<number>;
}

/** Of the rows of the temporary table `rowcast_trial`. */
export function measureOf(session: Session, processor: ScoreFunction, device: ScoreFunction): Measure {
  return {
    seconds: (on, rows) => secondsOf(session, on === 'device' ? device : processor, rows),
    difference: (from, to) => differenceOf(session, [processor, device], from, to),
  };
}

/** Ever more rows on both, until it is plain that the device would be the slower one. */
export async function tried(
  { seconds: secondsFor, difference: apart }: Measure,
  provider: string,
): Promise<ProviderTrial> {
  const all = await secondsFor('processor', allRows);
  let difference = 0;
  let before = { rows: 0, seconds: 0 };
  for (const rows of steps) {
    // Comes first, so that shaders are made before the clock runs.
    difference = Math.max(difference, await apart(0, rows));
    const seconds = await secondsFor('device', rows);
    const each = before.rows === 0 ? 0 : (seconds - before.seconds) / (rows - before.rows);
    before = { rows, seconds };
    if (seconds < all && each * allRows < 2 * all) continue;
    const processorSeconds = await secondsFor('processor', rows);
    return { provider, rows, processorSeconds, seconds, largestDifference: difference };
  }
  await secondsFor('device', allRows);
  const seconds = await secondsFor('device', allRows);
  // A device that has lost already needs no more of its scores compared.
  const toCompare = seconds < all ? allRows : 0;
  for (let from = 0; from < toCompare; from += vectorRows) {
    difference = Math.max(difference, await apart(from, from + vectorRows));
  }
  return { provider, rows: allRows, processorSeconds: all, seconds, largestDifference: difference };
}

/** Seconds for the first rows, each vector of which DuckDB gives to a thread of its own. */
async function secondsOf(session: Session, model: ScoreFunction, rows: number): Promise<number> {
  const parts = Array.from({ length: Math.ceil(rows / vectorRows) }, (_, at) => {
    const [from, to] = [at * vectorRows, Math.min((at + 1) * vectorRows, rows)];
    return `SELECT ${scoreCall(model)} AS s FROM rowcast_trial WHERE rowid >= ${from} AND rowid < ${to}`;
  });
  const started = performance.now();
  await session.rows(`SELECT count(s) FROM (${parts.join(' UNION ALL ')})`);
  return (performance.now() - started) / 1000;
}

/** Of the rows of these places; infinite where other values than numbers are not the same, or nothing was to be compared. */
async function differenceOf(
  session: Session,
  [model, rival]: readonly [ScoreFunction, ScoreFunction],
  from: number,
  to: number,
): Promise<number> {
  const rows = await session.rows(
    `SELECT ${scoreCall(model)} AS was, ${scoreCall(rival)} AS now FROM rowcast_trial WHERE rowid >= ${from} AND rowid < ${to}`,
  );
  const pairs = rows.flatMap((row, at) => {
    const [before, now] = [row['was'] as Row | null, row['now'] as Row | null];
    return model.columns.map(({ name }) => ({ row: at, name, before: before?.[name], now: now?.[name] }));
  });
  const scored = pairs.filter(({ before, now }) => (before ?? null) !== null || (now ?? null) !== null);
  return largestDifference(scored)?.by ?? Number.POSITIVE_INFINITY;
}
