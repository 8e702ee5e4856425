/** The rows on which two models differ most, with what stands in them. */
import type { Disagreement } from '../../contract/index.ts';
import type { Session } from '../duckdb/session.ts';
import { identifier, pathLiteral } from '../sql/text.ts';
import { amount } from './figures.ts';
import { scoreName } from './rows.ts';

const rowLimit = 20;

/** `columns` are those of the scored file whose cells are told. */
export async function disagreements(
  session: Session,
  path: string,
  at: number,
  columns: readonly string[],
): Promise<Disagreement[]> {
  const [a, b] = [scoreName(0), scoreName(at)];
  const found = await session.rows(
    `SELECT row, ${a} AS champion, ${b} AS challenger, ${b} - ${a} AS difference
     FROM compare_rows ORDER BY abs(${b} - ${a}) DESC, row LIMIT ${rowLimit}`,
  );
  if (found.length === 0) return [];
  const cells = columns.map((name, index) => `CAST(${identifier(name)} AS VARCHAR) AS c${index}`);
  const numbers = found.map((row) => amount(row, 'row') - 1);
  const rows = await session.rows(
    `SELECT ${[...cells, 'file_row_number + 1 AS row'].join(', ')}
     FROM read_parquet(${pathLiteral(path)}, file_row_number = true, hive_partitioning = false)
     WHERE file_row_number IN (${numbers.join(', ')})`,
  );
  const byRow = new Map(rows.map((row) => [amount(row, 'row'), row]));
  return found.map((row) => {
    const number = amount(row, 'row');
    const text = byRow.get(number);
    return {
      row: number,
      champion: amount(row, 'champion'),
      challenger: amount(row, 'challenger'),
      difference: amount(row, 'difference'),
      values: Object.fromEntries(
        columns.map((name, index) => [name, (text?.[`c${index}`] as string | null | undefined) ?? null]),
      ),
    };
  });
}
