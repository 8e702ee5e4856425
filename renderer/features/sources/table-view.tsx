/** The middle of the window: the table, or what it takes to get one. */
import { Button } from '@mantine/core';
import type { RowcastError, SourceRequest } from '../../../contract/index.ts';
import { runAction } from '../../shell/actions.ts';
import { showTab } from '../../shell/layout-store.ts';
import { useOpenTable } from '../../state/open-table.ts';
import { FaultCard } from '../../ui/fault-card.tsx';
import { Grid } from '../grid/grid.tsx';
import { isDelimitedText } from './file-kinds.ts';
import classes from './sources.module.css';
import { asFound, useReopen } from './use-reopen.ts';

export function TableView() {
  const request = useOpenTable((state) => state.request);
  const openFault = useOpenTable((state) => state.openFault);
  const table = useOpenTable((state) => state.table);
  const view = useOpenTable((state) => state.view);
  if (openFault !== null) {
    return (
      <div className={classes.fault}>
        <FaultCard error={openFault} buttons={<WaysOut request={request} fault={openFault} />} />
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

function WaysOut({ request, fault }: { request: SourceRequest | null; fault: RowcastError }) {
  const { reopen } = useReopen();
  const isAsLastTime = useOpenTable((state) => state.isAsLastTime);
  const canBeSaid = request !== null && fault.code !== 'SOURCE_NOT_FOUND' && isDelimitedText(request);
  return (
    <>
      {isAsLastTime && (
        <Button size="compact-xs" variant="light" onClick={() => reopen(asFound)}>
          Read as found, not as last time
        </Button>
      )}
      {canBeSaid && (
        <Button size="compact-xs" variant="light" onClick={() => showTab('file')}>
          Change how it is read
        </Button>
      )}
      <Button size="compact-xs" variant="light" onClick={() => runAction('file.open')}>
        Open another
      </Button>
    </>
  );
}

function OpenButton({ label }: { label: string }) {
  return (
    <Button variant="default" onClick={() => runAction('file.open')}>
      {label}
    </Button>
  );
}
