/** What the user did to the grid of the open table: columns moved, sized, frozen and hidden, and cells selected. */
import { create } from 'zustand';
import { noChoices, type ColumnChoices } from './column-order.ts';
import type { Selection } from './selection.ts';

interface Grid {
  choices: ColumnChoices;
  /** Widths that fit the first rows, in pixels by name. */
  natural: ReadonlyMap<string, number>;
  selection: Selection | null;
}

const fresh: Grid = { choices: noChoices, natural: new Map(), selection: null };

export const useGrid = create<Grid>(() => fresh);

/** For another table; `choices` are what stays of the one before it. */
export function resetGrid(choices: ColumnChoices = noChoices): void {
  useGrid.setState({ ...fresh, choices });
}

export function select(selection: Selection | null): void {
  useGrid.setState({ selection });
}

function choose(change: (choices: ColumnChoices) => Partial<ColumnChoices>): void {
  useGrid.setState(({ choices }) => ({ choices: { ...choices, ...change(choices) } }));
}

export function setColumnWidth(name: string, width: number): void {
  choose(({ widths }) => ({ widths: new Map(widths).set(name, width) }));
}

/** Gives a column the width that fits its first rows again. */
export function fitColumn(name: string): void {
  choose(({ widths }) => ({ widths: new Map([...widths].filter(([other]) => other !== name)) }));
}

export function setColumnOrder(order: readonly string[]): void {
  choose(() => ({ order }));
}

export function toggleFrozen(name: string): void {
  choose(({ frozen }) => ({ frozen: toggled(frozen, name) }));
}

export function hideColumn(name: string): void {
  choose(({ hidden }) => ({ hidden: new Set([...hidden, name]) }));
  const { selection } = useGrid.getState();
  if (selection?.anchor.column === name || selection?.head.column === name) select(null);
}

export function showAllColumns(): void {
  choose(() => ({ hidden: new Set() }));
}

function toggled(names: ReadonlySet<string>, name: string): Set<string> {
  const next = new Set(names);
  if (!next.delete(name)) next.add(name);
  return next;
}
