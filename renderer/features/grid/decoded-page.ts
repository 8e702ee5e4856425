/** A page of rows out of its Arrow bytes; cells are read when they are drawn. */
import { tableFromIPC, type Vector } from 'apache-arrow';
import { rowNumberColumn, type Bytes } from '../../../contract/index.ts';

export interface DecodedPage {
  readonly rowCount: number;
  /** Number of the row in the source, from 1. */
  sourceRow: (row: number) => number;
  /** Text of a cell as DuckDB prints it, null where it is missing. `column` counts from the page's first. */
  cell: (row: number, column: number) => string | null;
}

export async function decodePage(bytes: Bytes): Promise<DecodedPage> {
  const table = tableFromIPC(new Uint8Array(await bytes.arrayBuffer()));
  const numbers = table.getChildAt(0);
  if (table.schema.fields[0]?.name.startsWith(rowNumberColumn) !== true)
    throw new Error('The page does not begin with row numbers');
  const columns: (Vector | null)[] = table.schema.fields.slice(1).map((_, at) => table.getChildAt(at + 1));
  return {
    rowCount: table.numRows,
    sourceRow: (row) => Number(numbers?.get(row)),
    cell: (row, column) => (columns[column]?.get(row) as string | null | undefined) ?? null,
  };
}
