/** How fine ranks can be in the memory that they may take, which lies outside DuckDB's own. */
import type { Session } from '../duckdb/session.ts';
import type { Fineness } from './counting.ts';
import { amount } from './figures.ts';

/** For each row and model where ranks are exact: 54 were measured for scores that are all distinct doubles. */
const bytesOfRow = 64;
/** For each cell and model: of the finished ranks, and on each thread that counts. */
const bytesOfCell = { ranked: 40, thread: 24 };
/** Ranks may take this share of the memory limit, beside what DuckDB takes. */
const share = 1 / 4;
/** A grid is never coarser. */
const leastCells = 2 ** 10;

/** `wanted`, or less where the memory limit in force does not allow it. */
export async function finenessWithin(session: Session, models: number, wanted: Fineness): Promise<Fineness> {
  const [found] = await session.rows(
    `SELECT parse_formatted_bytes(current_setting('memory_limit')) AS bytes, current_setting('threads') AS threads`,
  );
  const bytes = (amount(found, 'bytes') * share) / models;
  const cellBytes = bytesOfCell.ranked + bytesOfCell.thread * amount(found, 'threads');
  let gridCells = wanted.gridCells;
  while (gridCells > leastCells && gridCells * cellBytes > bytes) gridCells /= 2;
  return { exactRows: Math.min(wanted.exactRows, Math.floor(bytes / bytesOfRow)), gridCells };
}
