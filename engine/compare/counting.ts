/** Has the extension count the rows of a comparison: ranks in one pass, and what needs them in a second one. */
import type { Session } from '../duckdb/session.ts';
import { literal } from '../sql/text.ts';
import type { Counted, Margins, PairSums } from './counted.ts';
import { amount, figure } from './figures.ts';
import type { CutPoints } from './live.ts';
import { finenessWithin } from './ranks-memory.ts';
import { scoreName } from './rows.ts';

/** How fine ranks are; other numbers than the usual are there for tests. */
export interface Fineness {
  /** Rows up to which ranks are those of the scores themselves. */
  exactRows: number;
  gridCells: number;
}

export const usualFineness: Fineness = { exactRows: 4_000_000, gridCells: 2 ** 20 };

/** A segment's cells are so much fewer, since memory has to hold those of all its parts. */
const partsShare = 16;

/** The cells that scores are dealt into; undefined where ranks are exact. */
export type Grid = { lowest: number; highest: number; cells: number } | undefined;

export interface Rules {
  models: number;
  isBinary: boolean;
  grid: Grid;
  /** Share of the rows whose threshold is wanted. */
  top?: number | undefined;
}

/** What is known once ranks are. */
export interface Chosen {
  thresholds: readonly number[];
  /** Of the resampling; without it there is none. */
  seed?: number;
  cuts?: CutPoints | undefined;
}

/**
 * Exact up to `exactRows` where that fits into the memory that ranks may take; beyond it the grid is as fine as fits, so that memory
 * is bounded however many rows there are.
 */
export async function gridFor(session: Session, models: number, fineness: Fineness): Promise<Grid> {
  const [counted] = await session.rows('SELECT count(*) AS rows FROM compare_scored');
  const fitting = await finenessWithin(session, models, fineness);
  if (amount(counted, 'rows') <= fitting.exactRows) return undefined;
  const names = Array.from({ length: models }, (_, at) => scoreName(at)).join(', ');
  const [range] = await session.rows(
    `SELECT min(least(${names})) AS lowest, max(greatest(${names})) AS highest FROM compare_rows`,
  );
  const [lowest, highest] = [figure(range, 'lowest'), figure(range, 'highest')];
  return lowest === null || highest === null ? undefined : { lowest, highest, cells: fitting.gridCells };
}

export function gridOfParts(grid: Grid): Grid {
  return grid === undefined ? undefined : { ...grid, cells: Math.max(1, grid.cells / partsShare) };
}

/** Counts the rows of `compare_rows` for each part; `chosen` is asked once the ranks of all parts are known. */
export async function countParts(
  session: Session,
  rules: Rules,
  isWhole: boolean,
  chosen: (margins: ReadonlyMap<string, Margins>) => Chosen,
): Promise<Map<string, Counted>> {
  const margins = await ranksOf(session, rules, isWhole);
  try {
    return await pairsOf(session, rules, margins, chosen(margins));
  } finally {
    await forget(session, margins);
  }
}

async function ranksOf(session: Session, rules: Rules, isWhole: boolean): Promise<Map<string, Margins>> {
  const found = `${ranksCall(rules, scoreList(rules))} AS found`;
  const sql = isWhole
    ? `SELECT '' AS part, ${found} FROM compare_rows`
    : `SELECT part, ${found} FROM compare_rows GROUP BY part`;
  return parsed<Margins>(await session.rows(sql));
}

function ranksCall({ grid, top }: Pick<Rules, 'grid' | 'top'>, scores: string): string {
  return `rowcast_ranks(${literal(JSON.stringify({ grid, top }))}, 0::UBIGINT, y, w, NULL::DOUBLE, ${scores})`;
}

/** What the first pass tells of one number of each row of `from`, for each of its parts; `from` has the columns `part`, `y` and `w`. */
export async function marginsOf(
  session: Session,
  from: string,
  number: string,
  grid: Grid,
): Promise<Map<string, Margins>> {
  const call = ranksCall({ grid }, `[${number}]`);
  const margins = parsed<Margins>(await session.rows(`SELECT part, ${call} AS found FROM ${from} GROUP BY part`));
  await forget(session, margins);
  return margins;
}

async function forget(session: Session, margins: ReadonlyMap<string, Margins>): Promise<void> {
  for (const { ranks } of margins.values()) await session.rows(`SELECT rowcast_forget_ranks(${ranks}::UBIGINT)`);
}

async function pairsOf(
  session: Session,
  { isBinary, ...rules }: Rules,
  margins: ReadonlyMap<string, Margins>,
  chosen: Chosen,
): Promise<Map<string, Counted>> {
  const options = (ranks: number) => literal(JSON.stringify({ ranks, binary: isBinary, ...chosen }));
  const call = (said: string) => `rowcast_pairs(${said}, row::UBIGINT, y, w, v, ${scoreList(rules)}) AS found`;
  const [only, ...others] = margins;
  if (only === undefined) return new Map();
  const values = [...margins].map(([part, { ranks }]) => `(${literal(part)}, ${options(ranks)})`).join(', ');
  const sums = parsed<PairSums>(
    await session.rows(
      others.length === 0 && only[0] === ''
        ? `SELECT '' AS part, ${call(options(only[1].ranks))} FROM compare_rows`
        : `SELECT part, ${call('options')} FROM compare_rows JOIN (VALUES ${values}) AS t(part, options) USING (part) GROUP BY part`,
    ),
  );
  const counted = [...margins].map(([part, found]): [string, Counted][] => {
    const pair = sums.get(part);
    return pair === undefined ? [] : [[part, { margins: found, sums: pair }]];
  });
  return new Map(counted.flat());
}

function scoreList({ models }: Pick<Rules, 'models'>): string {
  return `[${Array.from({ length: models }, (_, at) => scoreName(at)).join(', ')}]`;
}

function parsed<T>(rows: readonly Record<string, unknown>[]): Map<string, T> {
  return new Map(
    rows
      .filter(({ found }) => typeof found === 'string')
      .map(({ part, found }) => [String(part), JSON.parse(String(found)) as T]),
  );
}
