/** The middle of the window: the table, or what it takes to get one. */
import { Button } from '@mantine/core';
import { useOpenTable } from '../../state/open-table.ts';
import { FaultCard } from '../../ui/fault-card.tsx';
import { runAction } from '../../shell/actions.ts';
import { Grid } from '../grid/grid.tsx';
import { EmptyHint } from '../../ui/empty-hint.tsx';

export function TableView() {
  const { openFault, table, view } = useOpenTable();
  if (openFault !== null) return <FaultCard error={openFault} />;
  if (table === null) {
    return (
      <EmptyHint>
        Open a CSV, Parquet or NDJSON file to see it here. <Button onClick={() => runAction('file.open')}>Open</Button>
      </EmptyHint>
    );
  }
  return <Grid key={table.table} table={table} view={view} />;
}
