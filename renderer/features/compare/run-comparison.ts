/** Runs a comparison and follows it to its end. */
import type { CompareReport, ComparisonInput, ExploreEvent } from '../../../contract/index.ts';
import type { Client } from '../../transport/client.ts';
import { faultFrom } from '../../transport/fault-from.ts';
import type { Host } from '../../transport/host.ts';
import { moveCut, useCompare, type Running } from './compare-store.ts';
import { leaveRows } from './show-rows.ts';

let cancelUnderWay: (() => void) | null = null;

/** It ends when the engine has taken away what it had written. */
export function cancelComparison(): void {
  cancelUnderWay?.();
}

/** One at a time; what was found before stays until this is finished. */
export async function runComparison(client: Client, host: Host, job: ComparisonInput): Promise<void> {
  if (cancelUnderWay !== null) return;
  cancelUnderWay = () => {
    const { running } = useCompare.getState();
    if (running === null || running.isCancelling) return;
    useCompare.setState({ running: { ...running, isCancelling: true } });
    // What goes wrong here ends the comparison itself too, which tells of it.
    if (running.id !== null) void client.job.cancel({ id: running.id }).catch(() => undefined);
  };
  const begun: Running = { id: null, phase: 'starting', progress: null, isCancelling: false };
  useCompare.setState({ running: begun, fault: null, wasCancelled: false });
  host.setProgress('unknown');
  try {
    for await (const event of await client.compare.explore(job)) follow(client, host, job, event);
    if (useCompare.getState().running !== null) throw new Error('the comparison ended without a word');
  } catch (error) {
    const fault = faultFrom(error).toFault();
    const wasCancelled = fault.code === 'CANCELLED';
    useCompare.setState({ running: null, wasCancelled, fault: wasCancelled ? null : fault });
  } finally {
    cancelUnderWay = null;
    host.setProgress(null);
  }
}

/** Where nothing says from which score on rows are selected: at the middle of the champion's, or where no score means the same to all, at a share. */
function beginAt({ top }: ComparisonInput, { task, agreement, distributions }: CompareReport): void {
  const threshold = agreement[0]?.decisions?.championThreshold;
  const median = distributions[0]?.quantiles.find(({ share }) => share === 0.5)?.score;
  if (top !== undefined) moveCut('top', top);
  else if (threshold === undefined && task === 'binary') moveCut('top', 10);
  else moveCut('score', threshold ?? median ?? 0.5);
}

function follow(client: Client, host: Host, job: ComparisonInput, event: ExploreEvent): void {
  const { running, found: before } = useCompare.getState();
  if (running === null) return;
  const go = (change: Partial<Running>) => useCompare.setState({ running: { ...running, ...change } });
  switch (event.event) {
    case 'started':
      go({ id: event.id });
      if (running.isCancelling) void client.job.cancel({ id: event.id }).catch(() => undefined);
      return;
    case 'waiting':
      return go({ phase: 'waiting' });
    case 'planned':
      return go({ phase: 'scoring' });
    case 'progress':
      host.setProgress(event.progress.share ?? 'unknown');
      return go({ progress: event.progress });
    case 'measuring':
      host.setProgress('unknown');
      return go({ phase: 'measuring' });
    case 'finished': {
      const { report, live } = event;
      useCompare.setState({
        running: null,
        isChoosing: false,
        pair: 0,
        shown: null,
        found: { id: running.id ?? '', job, report, live },
      });
      beginAt(job, report);
      if (before === null) return;
      leaveRows(client, before);
      // An engine that has ended meanwhile keeps nothing of it anyway.
      client.compare.close({ id: before.id }).catch(() => undefined);
    }
  }
}
