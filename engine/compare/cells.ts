/**
 * A table for each model of its distinct scores with the weight at each, by which a window's cuts at shares of the rows are found.
 * Where there are very many rows the scores are cut into a fine grid first, so that the table stays small.
 */
import type { Session } from '../duckdb/session.ts';
import { doubleLiteral } from '../sql/text.ts';
import type { Grid } from './counting.ts';
import { scoreName } from './rows.ts';

/** SQL of the cell in which the value of `sql` lies, as one number that stands for it. */
export type CellOf = (sql: string) => string;

export function cellOf(grid: Grid): CellOf {
  if (grid === undefined || grid.lowest === grid.highest) return (sql) => sql;
  const { lowest, highest, cells } = grid;
  const width = doubleLiteral((highest - lowest) / cells);
  // The middle of a cell stands for it; the highest score lies in the last.
  const at = (sql: string) => `least(floor((${sql} - ${doubleLiteral(lowest)}) / ${width}), ${cells - 1})`;
  return (sql) => `(${doubleLiteral(lowest)} + (${at(sql)} + 0.5) * ${width})`;
}

export function cellsName(at: number): string {
  return `compare_cells_${at + 1}`;
}

/** Makes the table of model `at`: for each `score` the weight of its rows, of those below it and of all (`w`, `w_below`, `w_all`). */
export async function makeCells(session: Session, at: number, cell: CellOf): Promise<void> {
  await session.rows(
    `CREATE OR REPLACE TEMP TABLE ${cellsName(at)} AS
     SELECT *, sum(w) OVER upward - w AS w_below, sum(w) OVER () AS w_all
     FROM (SELECT ${cell(scoreName(at))} AS score, sum(w) AS w FROM compare_rows GROUP BY ALL)
     WINDOW upward AS (ORDER BY score ROWS UNBOUNDED PRECEDING)`,
  );
}
