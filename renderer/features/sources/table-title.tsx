/** The open table in the title bar: its name, and how many of its rows are shown. */
import { Anchor, Tooltip } from '@mantine/core';
import { useOpenTable } from '../../state/open-table.ts';
import { amount, countText, percentText } from '../../ui/quantities.ts';
import { cancelPreparing, isWholeTable, prepareAgain } from '../grid/use-prepare.ts';
import { sourceName } from './source-name.ts';
import classes from './sources.module.css';

export function TableName() {
  const request = useOpenTable((state) => state.request);
  if (request === null) return <h1 className={classes.title}>Rowcast</h1>;
  return (
    <Tooltip label={request.paths.join('\n')} multiline>
      <h1 className={classes.title}>{sourceName(request.paths)}</h1>
    </Tooltip>
  );
}

export function RowCount() {
  const { table, view, rowsShown, rowsTotal, preparing, known, viewFault } = useOpenTable();
  if (table === null || viewFault !== null) return null;
  return (
    <span className={classes.rows} role="status">
      {rowsShown === null && preparing === undefined
        ? uncountedText(known.rows)
        : rowsText(rowsShown, rowsTotal, isWholeTable(view))}
      {preparing !== undefined && (
        <>
          {preparing !== null && ` ${percentText(preparing)}`}
          <Anchor component="button" type="button" size="xs" onClick={cancelPreparing}>
            Cancel
          </Anchor>
        </>
      )}
      {preparing === undefined && rowsShown === null && (
        <Anchor component="button" type="button" size="xs" onClick={prepareAgain}>
          Count all rows
        </Anchor>
      )}
    </span>
  );
}

/** Where the counting was stopped. */
function uncountedText(rows: number): string {
  return rows === 0 ? 'Rows not counted' : `At least ${amount(rows, 'row')}`;
}

function rowsText(shown: number | null, total: number | null, isWhole: boolean): string {
  if (shown === null) return total === null || isWhole ? 'Counting rows' : `Counting rows of ${countText(total)}`;
  if (isWhole || total === null) return amount(shown, 'row');
  return `${countText(shown)} of ${amount(total, 'row')}`;
}
