/** Has the engine make every page of the view quick to reach, and keeps the counts that it tells on the way. */
import { useEffect } from 'react';
import { create } from 'zustand';
import type { OpenTable, View } from '../../../contract/index.ts';
import { useOpenTable } from '../../state/open-table.ts';
import { useClient } from '../../transport/client.ts';
import { faultFrom, isCancelled } from '../../transport/fault-from.ts';

/** Rows that the engine can mostly show though none were counted; asking in vain costs nothing. */
const reachUncounted = 10_000;

/** `attempt` counts how often the user wanted the counting to go on after all. */
const usePreparation = create<{ controller: AbortController | null; attempt: number }>(() => ({
  controller: null,
  attempt: 0,
}));

/** Stops the counting and sorting; what can be shown without them stays. */
export function cancelPreparing(): void {
  usePreparation.getState().controller?.abort();
}

export function prepareAgain(): void {
  usePreparation.setState(({ attempt }) => ({ attempt: attempt + 1 }));
}

export function usePrepare(table: OpenTable, view: View): void {
  const client = useClient();
  const attempt = usePreparation((state) => state.attempt);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    usePreparation.setState({ controller });
    const isPlain = isWholeTable(view);
    const { rowsTotal } = useOpenTable.getState();
    useOpenTable.setState({
      rowsShown: isPlain ? rowsTotal : null,
      preparing: null,
      known: { rows: 0, reach: reachUncounted },
    });
    const follow = async () => {
      for await (const event of await client.table.prepare({ table: table.table, view }, { signal })) {
        if (signal.aborted) return;
        if (event.event === 'progress') {
          const { share, rows, reach } = event;
          useOpenTable.setState({ preparing: share, known: { rows, reach } });
        } else useOpenTable.setState({ rowsShown: event.rowCount, ...(isPlain ? { rowsTotal: event.rowCount } : {}) });
      }
    };
    follow()
      .catch((error: unknown) => {
        if (!signal.aborted && !isCancelled(error)) useOpenTable.setState({ viewFault: faultFrom(error) });
      })
      .finally(() => {
        if (usePreparation.getState().controller !== controller) return;
        const { known } = useOpenTable.getState();
        // What was read of a table whose reading was stopped is gone.
        const reach = Math.min(known.reach, reachUncounted);
        useOpenTable.setState({ preparing: undefined, known: { ...known, reach } });
      });
    return () => controller.abort();
  }, [client, table, view, attempt]);
}

/** Whether a view shows all rows, in whatever order. */
export function isWholeTable({ where, filters }: View): boolean {
  return where === undefined && filters.length === 0;
}
