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
  const { table, view, rowsShown, rowsTotal, preparing, viewFault } = useOpenTable();
  if (table === null || viewFault !== null) return null;
  return (
    <span className={classes.rows} role="status">
      {rowsText(rowsShown, rowsTotal, isWholeTable(view))}
      {preparing !== null && (
        <>
          {preparing.share !== null && ` ${percentText(preparing.share)}`}
          <Anchor component="button" type="button" size="xs" onClick={cancelPreparing}>
            Cancel
          </Anchor>
        </>
      )}
      {preparing === null && rowsShown === null && (
        <Anchor component="button" type="button" size="xs" onClick={prepareAgain}>
          Count all rows
        </Anchor>
      )}
    </span>
  );
}

function rowsText(shown: number | null, total: number | null, isWhole: boolean): string {
  if (shown === null) return total === null || isWhole ? 'Counting rows' : `Counting rows of ${countText(total)}`;
  if (isWhole || total === null) return amount(shown, 'row');
  return `${countText(shown)} of ${amount(total, 'row')}`;
}
