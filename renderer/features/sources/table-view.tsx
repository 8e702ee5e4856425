/** The middle of the window: the table, or what it takes to get one. */
import { Button } from '@mantine/core';
import { runAction } from '../../shell/actions.ts';
import { useOpenTable } from '../../state/open-table.ts';
import { FaultCard } from '../../ui/fault-card.tsx';
import { Grid } from '../grid/grid.tsx';
import classes from './sources.module.css';

export function TableView() {
  const request = useOpenTable((state) => state.request);
  const openFault = useOpenTable((state) => state.openFault);
  const table = useOpenTable((state) => state.table);
  const view = useOpenTable((state) => state.view);
  if (openFault !== null) {
    return (
      <div className={classes.fault}>
        <FaultCard error={openFault} buttons={<OpenButton label="Open another" />} />
      </div>
    );
  }
  if (table !== null) return <Grid key={table.table} table={table} view={view} />;
  if (request !== null) return <div className={classes.welcome} aria-busy />;
  return (
    <div className={classes.welcome}>
      Open or drop a CSV, Parquet or NDJSON file to see it here.
      <OpenButton label="Open a table" />
    </div>
  );
}

function OpenButton({ label }: { label: string }) {
  return (
    <Button variant="default" onClick={() => runAction('file.open')}>
      {label}
    </Button>
  );
}
