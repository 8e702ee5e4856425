/** The rows on which two models differ most, with what stands in them. */
import type { Disagreement } from '../../contract/index.ts';
import type { Session } from '../duckdb/session.ts';
import { identifier, pathLiteral } from '../sql/text.ts';
import type { CountedPair } from './counted.ts';
import { amount } from './figures.ts';

/** The rows that were `found`; `columns` are those of the scored file whose cells are told. */
export async function disagreements(
  session: Session,
  path: string,
  found: CountedPair['most'],
  columns: readonly string[],
): Promise<Disagreement[]> {
  if (found.length === 0) return [];
  const cells = columns.map((name, index) => `CAST(${identifier(name)} AS VARCHAR) AS c${index}`);
  const numbers = found.map(({ row }) => row - 1);
  const rows = await session.rows(
    `SELECT ${[...cells, 'file_row_number + 1 AS row'].join(', ')}
     FROM read_parquet(${pathLiteral(path)}, file_row_number = true, hive_partitioning = false)
     WHERE file_row_number IN (${numbers.join(', ')})`,
  );
  const byRow = new Map(rows.map((row) => [amount(row, 'row'), row]));
  return found.map((one) => {
    const text = byRow.get(one.row);
    const cellOf = (index: number) => (text?.[`c${index}`] as string | null | undefined) ?? null;
    const values = Object.fromEntries(columns.map((name, index) => [name, cellOf(index)]));
    return { ...one, values, drivers: null };
  });
}
