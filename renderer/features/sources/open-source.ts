/** Opens tables: one at a time, the newest wish wins. */
import type { z } from 'zod';
import { SourceRequest, type RowcastError } from '../../../contract/index.ts';
import { nothingOpen, useOpenTable } from '../../state/open-table.ts';
import type { Client } from '../../transport/client.ts';
import { faultFrom } from '../../transport/fault-from.ts';
import { resetGrid } from '../grid/grid-store.ts';

let opening = new AbortController();

export interface OpenOptions {
  /** Columns that scoring added, by the model that added them. */
  scored?: ReadonlyMap<string, string>;
  /** Keeps showing the table that is open until the other is, and if that cannot be opened. */
  keepsOpen?: boolean;
}

/** Opens a table in place of the one that is open. Resolves to what went wrong, which the middle of the window shows as well. */
export async function openSource(
  client: Client,
  wanted: z.input<typeof SourceRequest>,
  { scored = new Map(), keepsOpen = false }: OpenOptions = {},
): Promise<RowcastError | undefined> {
  opening.abort();
  opening = new AbortController();
  const { signal } = opening;
  const before = useOpenTable.getState().table;
  try {
    const request = SourceRequest.parse(wanted);
    if (!keepsOpen) begin(client, { request, scored });
    // Waited for even when another is wanted meanwhile: its answer alone tells which table to close.
    const table = await client.table.open({ source: request });
    if (signal.aborted) {
      close(client, table.table);
      return undefined;
    }
    if (keepsOpen) begin(client, { request, scored });
    useOpenTable.setState({ table, rowsTotal: table.rowCount, rowsShown: table.rowCount });
  } catch (error) {
    if (signal.aborted) return undefined;
    const fault = faultFrom(error);
    if (!keepsOpen || before === null) useOpenTable.setState({ openFault: fault });
    return fault;
  }
  return undefined;
}

function begin(client: Client, { request, scored }: { request: SourceRequest; scored: ReadonlyMap<string, string> }) {
  const { table } = useOpenTable.getState();
  useOpenTable.setState({ ...nothingOpen, request, scored });
  resetGrid();
  if (table !== null) close(client, table.table);
}

/** A table that an ended engine had open is closed already. */
function close(client: Client, table: string): void {
  client.table.close({ table }).catch(() => undefined);
}
