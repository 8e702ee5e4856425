/** What of the frame is open: rail, inspector and its tab, and the page in the middle. */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

interface Layout {
  isRailOpen: boolean;
  /** Whether the window has no room for the table beside rail and inspector, and if the rail was opened then. */
  isNarrow: boolean;
  isRailOpenNarrow: boolean;
  isInspectorOpen: boolean;
  /** Id of the inspector's tab. */
  tab: string;
  /** Id of the page over the grid; null for the grid itself. */
  page: string | null;
}

export const useLayout = create<Layout>()(
  persist(
    (): Layout => ({
      isRailOpen: true,
      isNarrow: false,
      isRailOpenNarrow: false,
      isInspectorOpen: true,
      tab: 'score',
      page: null,
    }),
    {
      name: 'rowcast-layout',
      partialize: ({ isRailOpen, isInspectorOpen }) => ({ isRailOpen, isInspectorOpen }),
    },
  ),
);

/** In a narrow window the rail is folded until it is asked for. */
export function isRailShown({ isNarrow, isRailOpen, isRailOpenNarrow }: Layout): boolean {
  return isNarrow ? isRailOpenNarrow : isRailOpen;
}

export function toggleRail(): void {
  useLayout.setState((layout) => {
    const isShown = !isRailShown(layout);
    return layout.isNarrow ? { isRailOpenNarrow: isShown } : { isRailOpen: isShown };
  });
}

/** Follows the width of the window. Returns what ends it. */
export function followWidth(): () => void {
  const narrow = window.matchMedia('(max-width: 959px)');
  const follow = () => useLayout.setState({ isNarrow: narrow.matches, isRailOpenNarrow: false });
  follow();
  narrow.addEventListener('change', follow);
  return () => narrow.removeEventListener('change', follow);
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
