/** What can be done to the frame itself. */
import { create } from 'zustand';
import { useActions } from './actions.ts';
import { isRailShown, toggleInspector, toggleRail, useLayout } from './layout-store.ts';

/** `wasOpened` keeps the palette from being loaded before it is asked for. */
export const usePalette = create(() => ({ isOpen: false, wasOpened: false }));

function openPalette(): void {
  usePalette.setState({ isOpen: true, wasOpened: true });
}

export function closePalette(): void {
  usePalette.setState({ isOpen: false });
}

export function useShellActions(): void {
  const isRailOpen = useLayout(isRailShown);
  const isInspectorOpen = useLayout((layout) => layout.isInspectorOpen);
  useActions([
    {
      id: 'view.palette',
      label: 'All commands',
      group: 'view',
      shortcut: 'mod+K',
      keywords: 'palette search',
      run: openPalette,
    },
    {
      id: 'view.rail',
      label: 'Files and models',
      group: 'view',
      shortcut: 'mod+1',
      keywords: 'rail sidebar left',
      checked: isRailOpen,
      run: toggleRail,
    },
    {
      id: 'view.inspector',
      label: 'Inspector',
      group: 'view',
      shortcut: 'mod+2',
      keywords: 'sidebar right panel',
      checked: isInspectorOpen,
      run: toggleInspector,
    },
  ]);
}
