/** Everything that can be done, as one list: it serves the menu, the shortcuts, the command palette and the buttons. */
import { useEffect, useId } from 'react';
import { create } from 'zustand';
import type { MenuGroup } from '../../contract/index.ts';

export interface Action {
  /** As `table.open`; unique. */
  id: string;
  label: string;
  group: MenuGroup;
  /** As `mod+shift+K`, where `mod` is Command on a Mac and Control elsewhere. */
  shortcut?: string;
  /** Whether the focused part of the window listens for the shortcut itself, as the grid does for copying. */
  isLocal?: boolean;
  /** More words to find it by in the palette. */
  keywords?: string;
  enabled?: boolean;
  /** Left out for an action that is not on or off. */
  checked?: boolean;
  run: () => unknown;
}

interface Actions {
  byContributor: ReadonlyMap<string, readonly Action[]>;
}

export const useActionStore = create<Actions>(() => ({ byContributor: new Map() }));

/** Adds actions for as long as the component is there. They may be made anew on each drawing. */
export function useActions(actions: readonly Action[]): void {
  const contributor = useId();
  useEffect(() => contribute(contributor, actions));
  useEffect(() => () => withdraw(contributor), [contributor]);
}

export function allActions(state: Actions = useActionStore.getState()): Action[] {
  return [...state.byContributor.values()].flat();
}

/** Runs an action where it is there and enabled; tells whether it was. */
export function runAction(id: string): boolean {
  const action = allActions().find((each) => each.id === id);
  if (action === undefined || action.enabled === false) return false;
  action.run();
  return true;
}

/** Who looks at the list is told only when something about it would be shown differently. */
function contribute(contributor: string, actions: readonly Action[]): void {
  const known = useActionStore.getState().byContributor;
  const before = known.get(contributor);
  if (
    before !== undefined &&
    before.length === actions.length &&
    before.every((old, at) => looksLike(old, actions[at]))
  ) {
    (known as Map<string, readonly Action[]>).set(contributor, actions);
    return;
  }
  useActionStore.setState({ byContributor: new Map(known).set(contributor, actions) });
}

function withdraw(contributor: string): void {
  const rest = new Map(useActionStore.getState().byContributor);
  if (rest.delete(contributor)) useActionStore.setState({ byContributor: rest });
}

function looksLike(a: Action, b: Action | undefined): boolean {
  return (
    b !== undefined &&
    a.id === b.id &&
    a.label === b.label &&
    a.shortcut === b.shortcut &&
    (a.enabled ?? true) === (b.enabled ?? true) &&
    a.checked === b.checked
  );
}
