/** Finds where a row of the source stands in a view. */
import type { z } from 'zod';
import type { RowRequest } from '../../contract/index.ts';
import { checkUnchanged } from '../source/unchanged.ts';
import type { OpenedTable } from './opened-table.ts';

/** Null where the view does not have it. Makes the view's rows where nobody did. */
export async function positionOf(
  table: OpenedTable,
  { view, row }: z.infer<typeof RowRequest>,
  signal: AbortSignal,
): Promise<number | null> {
  checkUnchanged(table.source);
  const at = row - 1;
  const opened = await table.view(view);
  if (opened !== undefined) return (await opened.rows.join(signal)).position(at);
  const rowCount = table.rowCount ?? (await table.copy.join(signal)).rowCount;
  return at < rowCount ? at : null;
}
