/** Which row a person means by a number, and where it stands among the rows shown. */
import { RowcastError, type OpenTable, type View } from '../../../contract/index.ts';
import { useOpenTable, type OpenTableState } from '../../state/open-table.ts';
import type { Client } from '../../transport/client.ts';
import { amount, countText } from '../../ui/quantities.ts';
import { isWholeTable, prepareAgain } from './use-prepare.ts';

/** `27,268` or `27 268` as a number from 1; null for anything else. */
export function rowNumberOf(text: string): number | null {
  const digits = text.replace(/[\s,._’']/g, '');
  const row = /^\d+$/.test(digits) ? Number(digits) : 0;
  return Number.isSafeInteger(row) && row > 0 ? row : null;
}

/**
 * Position, from 0, of the row that has this number in the source, as the gutter shows it. Rejects with ROW_NOT_FOUND where it is not
 * among the rows shown.
 */
export async function positionOfRow(
  client: Client,
  row: number,
  { table, view }: { table: OpenTable; view: View },
  signal: AbortSignal,
): Promise<number> {
  const isPlain = isWholeTable(view) && view.sort.length === 0;
  // Where rows stand as in the source, those that can be shown need not be looked for.
  const { rowsShown, known } = useOpenTable.getState();
  if (isPlain && rowsShown === null && row <= known.reach) return row - 1;
  await counted(signal);
  const { rowsTotal } = useOpenTable.getState();
  if (rowsTotal !== null && row > rowsTotal) throw notShown(`The table has ${amount(rowsTotal, 'row')}.`);
  const position = isPlain ? row - 1 : await client.table.find({ table: table.table, view, row }, { signal });
  if (position !== null) return position;
  throw notShown(
    isWholeTable(view) ? `The table has no row ${countText(row)}.` : `The filter hides row ${countText(row)}.`,
  );
}

/** Resolves when every row of the view can be shown, at once where it can be now. Has the counting go on where it was stopped. */
function counted(signal: AbortSignal): Promise<void> {
  const { rowsShown, preparing } = useOpenTable.getState();
  if (rowsShown === null && preparing === undefined) prepareAgain();
  return new Promise((resolve, reject) => {
    const look = ({ rowsShown: rows, viewFault }: OpenTableState) => {
      if (rows !== null) end(resolve);
      else if (viewFault !== null) end(() => reject(viewFault));
    };
    const stop = useOpenTable.subscribe(look);
    const end = (settle: () => void) => {
      stop();
      settle();
    };
    signal.addEventListener('abort', () => end(() => reject(signal.reason as Error)));
    look(useOpenTable.getState());
  });
}

function notShown(message: string): RowcastError {
  return new RowcastError('ROW_NOT_FOUND', message, '');
}
