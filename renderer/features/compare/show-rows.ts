/** Opens the scored table in the grid with the rows behind a figure. */
import { SourceRequest } from '../../../contract/index.ts';
import { showPage } from '../../shell/layout-store.ts';
import { changeView, useOpenTable } from '../../state/open-table.ts';
import type { Client } from '../../transport/client.ts';
import { openSource } from '../sources/open-source.ts';
import { stateOfFiles } from '../sources/source-state.ts';
import { useCompare, type Found } from './compare-store.ts';

/** `title` says which rows these are. */
export async function showRows(client: Client, { report, job }: Found, where: string, title: string): Promise<void> {
  const { path } = report.scored;
  showPage(null);
  const { request } = useOpenTable.getState();
  if (request?.paths[0] !== path) {
    const opening = await openSource(
      client,
      { paths: [path] },
      {
        scored: addedColumns(report),
        scoredFrom: {
          source: SourceRequest.parse(job.source),
          sourceState: stateOfFiles(report.source),
          isPart: job.where !== undefined,
        },
      },
    );
    if (opening !== 'opened') return;
  }
  useCompare.setState({ shown: { title, path } });
  changeView({ where, filters: [], sort: [] });
}

/** Columns that the comparison added, by the model that they are of. */
function addedColumns({ models, scored }: Found['report']): Map<string, string> {
  const [champion, ...challengers] = models;
  const predictions = models.flatMap(({ name, receipt }) =>
    (receipt?.columns ?? []).map((column) => [column, name] as const),
  );
  const differences = challengers
    .map(({ name }) => [`${name}_minus_${champion?.name}`, name] as const)
    .filter(([column]) => scored.columns.includes(column));
  return new Map([...predictions, ...differences]);
}

/** Where rows of a comparison are open: opens the table again that they are of, so that all the window speaks of that. */
export function leaveRows(client: Client, { report, job }: Found): void {
  const { request } = useOpenTable.getState();
  if (request?.paths[0] === report.scored.path) void openSource(client, job.source);
}
