/** The table that is open: what was asked for, what it is, which rows of it are shown, and which cell is at hand. */
import { create } from 'zustand';
import type { OpenTable, RowcastError, SourceRequest, View } from '../../contract/index.ts';

/** What the table that is open is the result of. */
export interface ScoredFrom {
  source: SourceRequest;
  /** State of the source's files when they were scored, as `stateOfFiles` tells it. */
  sourceState: string;
  /** Whether rows of the source are left out in it. */
  isPart: boolean;
}

interface Cell {
  /** Position among the rows shown, from 0. */
  row: number;
  column: string;
}

/** How much of the view is known while its rows are not counted, and where the counting was stopped. */
interface Known {
  /** Rows of the view that are known to be there; 0 until some were counted. */
  rows: number;
  /** So many of the first rows can be shown. */
  reach: number;
}

export interface OpenTableState {
  /** As it was asked for; null while nothing is. */
  request: SourceRequest | null;
  /** Null while it is being opened, and where it could not be. */
  table: OpenTable | null;
  openFault: RowcastError | null;
  /** Whether it is read as it was said last time, and nothing else was said since. */
  isAsLastTime: boolean;
  view: View;
  /** Rows of the view, and of the whole table; null until they were counted. */
  rowsShown: number | null;
  rowsTotal: number | null;
  /** How far `table.prepare` is: 0 to 1, or null while it is unknown; undefined when it is not under way. */
  preparing: number | null | undefined;
  known: Known;
  /** Why the view cannot be shown, as a condition that does not parse. */
  viewFault: RowcastError | null;
  cell: Cell | null;
  /** Number in the source, from 1, of the row at hand; null until its page is there. */
  sourceRow: number | null;
  /** Columns that scoring added, by the model that added them. */
  scored: ReadonlyMap<string, string>;
  /** Null for a table that is no result. */
  scoredFrom: ScoredFrom | null;
}

const emptyView: View = { filters: [], sort: [] };

export const nothingOpen: OpenTableState = {
  request: null,
  table: null,
  openFault: null,
  isAsLastTime: false,
  view: emptyView,
  rowsShown: null,
  rowsTotal: null,
  preparing: undefined,
  known: { rows: 0, reach: 0 },
  viewFault: null,
  cell: null,
  sourceRow: null,
  scored: new Map(),
  scoredFrom: null,
};

export const useOpenTable = create<OpenTableState>(() => nothingOpen);

/** Shows other rows, or the same in another order. */
export function changeView(change: Partial<View> | ((view: View) => View)): void {
  useOpenTable.setState(({ view }) => {
    const next = typeof change === 'function' ? change(view) : { ...view, ...change };
    return { view: next, viewFault: null, cell: null, sourceRow: null };
  });
}
