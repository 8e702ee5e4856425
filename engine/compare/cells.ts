/**
 * Ranks without sorting rows: a table for each model of its distinct scores with the weight at each of them. Whatever depends on
 * the order of scores is computed from it. Where there are very many rows the scores are cut into a fine grid first, so that the
 * table, and with it the memory, stays small.
 */
import type { Session } from '../duckdb/session.ts';
import { amount } from './figures.ts';
import { scoreName, type RowCounts } from './rows.ts';

export interface Ranks {
  kind: 'exact' | 'grid';
  /** SQL of the cell in which the value of `sql` lies, as one number that stands for it. */
  cell(sql: string): string;
}

/** How fine ranks are; other numbers than the usual are there for tests. */
export interface Fineness {
  /** Rows up to which ranks are those of the scores themselves. */
  exactRows: number;
  gridCells: number;
}

export const usualFineness: Fineness = { exactRows: 2_000_000, gridCells: 2 ** 20 };

export function ranksFor(counts: RowCounts, { exactRows, gridCells }: Fineness): Ranks {
  const { compared, lowest, highest } = counts;
  if (compared <= exactRows || lowest === null || highest === null || lowest === highest) {
    return { kind: 'exact', cell: (sql) => sql };
  }
  const width = (highest - lowest) / gridCells;
  // The middle of a cell stands for it; the highest score lies in the last.
  const at = (sql: string) => `least(floor((${sql} - ${lowest}::DOUBLE) / ${width}::DOUBLE), ${gridCells - 1})`;
  return { kind: 'grid', cell: (sql) => `(${lowest}::DOUBLE + (${at(sql)} + 0.5) * ${width}::DOUBLE)` };
}

export function cellsName(at: number): string {
  return `compare_cells_${at + 1}`;
}

/**
 * Makes the table of model `at`: for each `part` and `score` the weight of all rows, of those with a label and of those whose
 * label is 1 (`w`, `judged`, `pos`), what lies below each (`w_below`, …) and what there is in all (`w_all`, …).
 */
export async function makeCells(session: Session, at: number, ranks: Ranks): Promise<void> {
  const kinds = ['w', 'judged', 'pos'];
  const below = kinds.map((kind) => `sum(${kind}) OVER upward - ${kind} AS ${kind}_below`);
  const all = kinds.map((kind) => `sum(${kind}) OVER whole AS ${kind}_all`);
  await session.rows(
    `CREATE OR REPLACE TEMP TABLE ${cellsName(at)} AS
     SELECT *, ${[...below, ...all].join(', ')}
     FROM (
       SELECT part, ${ranks.cell(scoreName(at))} AS score, sum(w) AS w,
              coalesce(sum(w) FILTER (y IS NOT NULL), 0) AS judged, coalesce(sum(w) FILTER (y = 1), 0) AS pos
       FROM compare_rows
       GROUP BY ALL
     )
     WINDOW upward AS (PARTITION BY part ORDER BY score ROWS UNBOUNDED PRECEDING), whole AS (PARTITION BY part)
     ORDER BY part, score`,
  );
}

/** Half the share of pairs of a positive and a negative row whose order is not known since both lie in one cell. */
export async function aucBound(session: Session, models: number, ranks: Ranks): Promise<number> {
  if (ranks.kind === 'exact') return 0;
  const bounds = await Promise.all(
    Array.from({ length: models }, (_, at) =>
      session.rows(
        `SELECT coalesce(sum(pos * (judged - pos)) / max(pos_all * (judged_all - pos_all)) / 2, 0) AS bound FROM ${cellsName(at)}`,
      ),
    ),
  );
  return Math.max(...bounds.map(([row]) => amount(row, 'bound')));
}
