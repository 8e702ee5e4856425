/** Copies the selected cells as tab-separated text, fetching those that are not on the screen. */
import type { OpenTable, View } from '../../../contract/index.ts';
import { RowcastError } from '../../../contract/index.ts';
import type { Client } from '../../transport/client.ts';
import { cellsToText } from './cells-to-text.ts';
import { cellsIn, type Rectangle } from './selection.ts';

const mostCopied = 100_000;
const rowsAtOnce = 10_000;

export interface CopyRequest {
  table: OpenTable;
  view: View;
  rectangle: Rectangle;
  /** Names of the selected columns in the order of the screen. */
  columns: string[];
}

/** Resolves to the number of cells copied. Throws INVALID_ARGUMENT for more than `mostCopied`. */
export async function copyCells(client: Client, { table, view, rectangle, columns }: CopyRequest): Promise<number> {
  const count = cellsIn(rectangle);
  if (count > mostCopied) {
    throw new RowcastError(
      'INVALID_ARGUMENT',
      `${count.toLocaleString('en')} cells are selected, and at most ${mostCopied.toLocaleString('en')} can be copied.`,
      'Select fewer rows or columns.',
    );
  }
  const { decodePage } = await import('./decoded-page.ts');
  const rows: (string | null)[][] = [];
  for (let offset = rectangle.top; offset < rectangle.bottom; offset += rowsAtOnce) {
    const limit = Math.min(rowsAtOnce, rectangle.bottom - offset);
    const page = await decodePage(await client.table.page({ table: table.table, view, offset, limit, columns }));
    for (let row = 0; row < page.rowCount; row += 1) rows.push(columns.map((_, column) => page.cell(row, column)));
  }
  await navigator.clipboard.writeText(cellsToText(rows));
  return count;
}
