/** The line above the grid about a comparison: that it is under way, or which of its rows are shown. */
import { Button } from '@mantine/core';
import { useLayout } from '../../shell/layout-store.ts';
import { changeView, useOpenTable } from '../../state/open-table.ts';
import { useClient } from '../../transport/client.ts';
import { useHost } from '../../transport/host.ts';
import { Banner } from '../../ui/banner.tsx';
import { tell, tellFault } from '../../ui/notice.ts';
import { amount, percentText } from '../../ui/quantities.ts';
import { openSource } from '../sources/open-source.ts';
import { fileName, folderOf, joinPath } from '../sources/paths.ts';
import { comparePage, showComparePage } from './compare-actions.tsx';
import { useCompare, type Found, type Running, type ShownRows } from './compare-store.ts';
import { cancelComparison } from './run-comparison.ts';

export function ComparisonBanner() {
  const { running, found, shown } = useCompare();
  const page = useLayout((layout) => layout.page);
  const path = useOpenTable(({ request }) => request?.paths[0]);
  if (page === comparePage) return null;
  if (running !== null) return <RunningBanner running={running} />;
  if (found === null || shown === null || page !== null || path !== shown.path) return null;
  return <RowsBanner found={found} shown={shown} />;
}

function RunningBanner({ running: { progress, phase, isCancelling } }: { running: Running }) {
  const share = phase === 'scoring' ? (progress?.share ?? null) : null;
  return (
    <Banner
      buttons={
        <>
          <Button size="compact-xs" variant="default" onClick={showComparePage}>
            Show
          </Button>
          <Button size="compact-xs" variant="default" disabled={isCancelling} onClick={cancelComparison}>
            Cancel
          </Button>
        </>
      }
    >
      {isCancelling
        ? 'Cancelling the comparison …'
        : `Comparing models …${share === null ? '' : ` ${percentText(share)}`}`}
    </Banner>
  );
}

function RowsBanner({ found, shown }: { found: Found; shown: ShownRows }) {
  const client = useClient();
  const host = useHost();
  const { job } = found;
  const name = fileName(job.source.paths[0] ?? '');
  const write = async () => {
    const { table, view } = useOpenTable.getState();
    if (table === null) return;
    const suggested = joinPath(folderOf(job.source.paths[0] ?? ''), 'rows.csv');
    const path = await host.chooseDestination({ kind: 'table', suggested });
    if (path === null) return;
    try {
      const where = (await client.table.condition({ table: table.table, view })) || 'true';
      // The dialog has asked whether a file in its place may go.
      const rows = await client.compare.writeRows({ id: found.id, where, destination: { path, overwrite: true } });
      tell(`${amount(rows, 'row')} written to ${fileName(path)}.`);
    } catch (error) {
      tellFault(error);
    }
  };
  return (
    <Banner
      buttons={
        <>
          <Button size="compact-xs" variant="default" onClick={showComparePage}>
            Back to the comparison
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => void write()}>
            Export rows …
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => void openSource(client, job.source)}>
            Back to {name}
          </Button>
        </>
      }
      onClose={() => {
        useCompare.setState({ shown: null });
        changeView({ filters: [], sort: [] });
      }}
    >
      {shown.title}
    </Banner>
  );
}
