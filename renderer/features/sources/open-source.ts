/** Opens tables: one at a time, the newest wish wins. */
import type { z } from 'zod';
import { SourceRequest, type OpenTable, type RowcastError, type SourceReading } from '../../../contract/index.ts';
import { nothingOpen, useOpenTable, type OpenTableState, type ScoredFrom } from '../../state/open-table.ts';
import type { Client } from '../../transport/client.ts';
import { faultFrom } from '../../transport/fault-from.ts';
import { choicesFor } from '../grid/column-order.ts';
import { resetGrid, useGrid } from '../grid/grid-store.ts';
import { isSameSource } from './source-state.ts';
import { viewFor } from './view-for.ts';

let latestWish = 0;

/** How the open table is to be read, while it is being read again: the next change is one to this. */
let pending: SourceRequest | null = null;

/** What is to be otherwise than in the request that came before. */
export type ReadOtherwise = (before: SourceRequest) => Partial<SourceRequest>;

/** `superseded`: another table was asked for meanwhile, and what that does is for who asked for it. */
export type Opening = 'opened' | 'superseded' | RowcastError;

export interface OpenOptions {
  /** Columns that scoring added, by the model that added them. */
  scored?: ReadonlyMap<string, string>;
  /** What a result was scored from. */
  scoredFrom?: ScoredFrom | null;
  /** Looks up how the files were read last time. */
  lastReading?: LastReading | null;
}

/** Null where nothing was said about it. */
type LastReading = () => Promise<SourceReading | null>;

/** Opens a table in place of the one that is open. What goes wrong stands in the middle of the window as well. */
export function openSource(
  client: Client,
  wanted: z.input<typeof SourceRequest>,
  { scored = new Map(), scoredFrom = null, lastReading = null }: OpenOptions = {},
): Promise<Opening> {
  return newest(
    client,
    lastReading,
    (last) => {
      const request = SourceRequest.parse({ ...wanted, ...last });
      takePlace(client, { ...nothingOpen, request, isAsLastTime: last !== null, scored, scoredFrom });
      resetGrid();
      return request;
    },
    (table) => useOpenTable.setState({ table, rowsTotal: table.rowCount, rowsShown: table.rowCount }),
    (openFault) => useOpenTable.setState({ openFault }),
  );
}

/**
 * Reads the open table again, or in another way. It stays until it is there, and so does what the user chose for columns that are still
 * there: sorting, filters, order, widths. Where it cannot be read, all stays as it was.
 */
export function reopenSource(client: Client, change: ReadOtherwise = () => ({})): Promise<Opening> {
  const before = pending ?? useOpenTable.getState().request;
  if (before === null) return Promise.resolve('superseded');
  const request = { ...before, ...change(before) };
  return newest(
    client,
    null,
    () => (pending = SourceRequest.parse(request)),
    (table) => {
      const { scored, scoredFrom, view, isAsLastTime } = useOpenTable.getState();
      const { columns } = table.source;
      takePlace(client, {
        ...nothingOpen,
        request,
        isAsLastTime: isAsLastTime && isSameSource(before, request),
        scored,
        scoredFrom,
        table,
        view: viewFor(view, columns),
        rowsTotal: table.rowCount,
      });
      resetGrid(choicesFor(useGrid.getState().choices, columns));
    },
    (openFault) => {
      if (useOpenTable.getState().table === null) useOpenTable.setState({ openFault });
    },
  );
}

async function newest(
  client: Client,
  lastReading: LastReading | null,
  begin: (last: SourceReading | null) => SourceRequest,
  show: (table: OpenTable) => void,
  fail: (fault: RowcastError) => void,
): Promise<Opening> {
  const wish = (latestWish += 1);
  pending = null;
  try {
    const last = lastReading === null ? null : await lastReading();
    if (wish !== latestWish) return 'superseded';
    // Waited for even when another is wanted meanwhile: its answer alone tells which table to close.
    const table = await client.table.open({ source: begin(last) });
    if (wish === latestWish) show(table);
    else close(client, table.table);
    return wish === latestWish ? 'opened' : 'superseded';
  } catch (error) {
    if (wish !== latestWish) return 'superseded';
    const fault = faultFrom(error);
    fail(fault);
    return fault;
  } finally {
    if (wish === latestWish) pending = null;
  }
}

function takePlace(client: Client, next: OpenTableState): void {
  const { table } = useOpenTable.getState();
  useOpenTable.setState(next);
  if (table !== null) close(client, table.table);
}

/** A table that an ended engine had open is closed already. */
function close(client: Client, table: string): void {
  client.table.close({ table }).catch(() => undefined);
}
