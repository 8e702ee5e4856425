/** What of the frame is open: rail, inspector and its tab, and the page in the middle. */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

interface Layout {
  isRailOpen: boolean;
  isInspectorOpen: boolean;
  /** Id of the inspector's tab. */
  tab: string;
  /** Id of the page over the grid; null for the grid itself. */
  page: string | null;
}

export const useLayout = create<Layout>()(
  persist((): Layout => ({ isRailOpen: true, isInspectorOpen: true, tab: 'score', page: null }), {
    name: 'rowcast-layout',
    partialize: ({ isRailOpen, isInspectorOpen }) => ({ isRailOpen, isInspectorOpen }),
  }),
);

export function toggleRail(): void {
  useLayout.setState(({ isRailOpen }) => ({ isRailOpen: !isRailOpen }));
}

export function toggleInspector(): void {
  useLayout.setState(({ isInspectorOpen }) => ({ isInspectorOpen: !isInspectorOpen }));
}

/** Opens the inspector on a tab. */
export function showTab(tab: string): void {
  useLayout.setState({ tab, isInspectorOpen: true });
}

/** Shows a page in place of the grid; null shows the grid again. */
export function showPage(page: string | null): void {
  useLayout.setState({ page });
}
