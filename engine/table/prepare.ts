/** Makes every page of a view quick to reach, and tells how far that is. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { View, ViewEvent } from '../../contract/index.ts';
import { checkUnchanged } from '../source/unchanged.ts';
import type { OpenedTable, OpenedView } from './opened-table.ts';
import { reachUnprepared } from './page.ts';

const progressIntervalMs = 100;

/** So much of the time goes into copying, where it must be. */
const copyShare = 0.8;

export async function* prepareView(
  table: OpenedTable,
  view: View,
  asked: AbortSignal | undefined,
): AsyncGenerator<ViewEvent> {
  checkUnchanged(table.source);
  const stop = new AbortController();
  const signal = AbortSignal.any([table.until(asked), stop.signal]);
  const opened = await table.view(view);
  const work = table.track(prepare(table, opened, signal));
  const ended = work.catch(() => undefined);
  try {
    for (;;) {
      const timer = new AbortController();
      const wait = sleep(progressIntervalMs, undefined, { signal: timer.signal }).catch(() => undefined);
      const rowCount = await Promise.race([work, wait]).finally(() => timer.abort());
      if (rowCount !== undefined) {
        yield { event: 'ready', rowCount };
        return;
      }
      yield progress(table, opened);
    }
  } finally {
    // Also reached when whoever asked stops listening.
    stop.abort();
    await ended;
  }
}

/** Returns the number of the view's rows. */
async function prepare(table: OpenedTable, view: OpenedView | undefined, signal: AbortSignal): Promise<number> {
  if (view === undefined) return table.rowCount ?? (await table.copy.join(signal)).rowCount;
  const found = await view.rows.join(signal);
  if (found.rows === undefined && !found.isInSourceOrder) await table.copy.join(signal);
  return found.rowCount;
}

function progress(table: OpenedTable, view: OpenedView | undefined): ViewEvent {
  const copied = table.copy.value === undefined ? table.copy.share : 1;
  if (view === undefined) return { event: 'progress', share: copied, rows: 0, reach: reachUnprepared };
  const found = view.rows.value;
  const foundShare = found === undefined ? (view.rows.share ?? 0) : 1;
  const share = copyShare * (copied ?? 0) + (1 - copyShare) * foundShare;
  return {
    event: 'progress',
    share,
    rows: found?.rowCount ?? 0,
    reach: table.store === undefined ? 0 : reachUnprepared,
  };
}
