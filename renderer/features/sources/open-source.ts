/** Opens tables: one at a time, the newest wish wins. */
import { SourceRequest } from '../../../contract/index.ts';
import { resetGrid } from '../grid/grid-store.ts';
import { nothingOpen, useOpenTable } from '../../state/open-table.ts';
import type { Client } from '../../transport/client.ts';
import { faultFrom } from '../../transport/fault-from.ts';

let opening = new AbortController();

export interface OpenOptions {
  /** Columns that scoring added, by the model that added them. */
  scored?: ReadonlyMap<string, string>;
}

/** Opens a table in place of the one that is open. Faults are in the store. */
export async function openSource(
  client: Client,
  wanted: { paths: readonly string[] } & Omit<typeof SourceRequest._input, 'paths'>,
  { scored = new Map() }: OpenOptions = {},
): Promise<void> {
  opening.abort();
  opening = new AbortController();
  const { signal } = opening;
  const before = useOpenTable.getState().table;
  const request = SourceRequest.parse({ ...wanted, paths: [...wanted.paths] });
  useOpenTable.setState({ ...nothingOpen, request, scored });
  resetGrid();
  if (before !== null) void client.table.close({ table: before.table }).catch(() => undefined);
  try {
    const table = await client.table.open({ source: request }, { signal });
    if (signal.aborted) return void client.table.close({ table: table.table });
    useOpenTable.setState({ table, rowsTotal: table.rowCount, rowsShown: table.rowCount });
  } catch (error) {
    if (!signal.aborted) useOpenTable.setState({ openFault: faultFrom(error) });
  }
}
