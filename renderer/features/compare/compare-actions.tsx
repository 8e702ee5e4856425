/** What can be done about comparing. Draws nothing. */
import { useActions } from '../../shell/actions.ts';
import { useEscape } from '../../shell/escape.ts';
import { showPage, toggleInspector, useLayout } from '../../shell/layout-store.ts';
import { useClient } from '../../transport/client.ts';
import { useHost } from '../../transport/host.ts';
import { useJob } from '../score/job-store.ts';
import { useCompare } from './compare-store.ts';
import { cancelComparison, runComparison } from './run-comparison.ts';
import { useComparison } from './use-comparison.ts';

export const comparePage = 'compare';

/** Less of the window's middle than this is no room for two pictures side by side. */
const roomPx = 640;

/** What is at the sides is folded away where the page would be too narrow. */
export function showComparePage(): void {
  const { isInspectorOpen } = useLayout.getState();
  const middle = document.querySelector('main')?.clientWidth ?? roomPx;
  if (isInspectorOpen && middle < roomPx) toggleInspector();
  showPage(comparePage);
}

export function CompareActions() {
  const client = useClient();
  const host = useHost();
  const hasTable = useJob((job) => job.source !== null);
  const isOpen = useLayout(({ page }) => page === comparePage);
  const isRunning = useCompare((state) => state.running !== null);
  const { job } = useComparison();
  useEscape(isRunning, cancelComparison);
  useActions([
    {
      id: 'compare.show',
      label: 'Compare models …',
      group: 'run',
      shortcut: 'mod+shift+E',
      keywords: 'champion challenger which better threshold swap auc evaluate',
      enabled: hasTable,
      run: showComparePage,
    },
    {
      id: 'compare.run',
      label: 'Run the comparison',
      group: 'run',
      shortcut: 'mod+shift+Enter',
      enabled: isOpen && !isRunning && job !== null,
      run: () => job !== null && void runComparison(client, host, job),
    },
    {
      id: 'compare.cancel',
      label: 'Cancel the comparison',
      group: 'run',
      keywords: 'stop abort',
      enabled: isRunning,
      run: cancelComparison,
    },
  ]);
  return null;
}
