/** The columns on the screen and the frame they give to every row. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, type RefObject } from 'react';
import type { OpenTable, View } from '../../../contract/index.ts';
import { useOpenTable } from '../../state/open-table.ts';
import { isWholeTable } from './use-prepare.ts';
import { shownColumns, type ShownColumn } from './column-order.ts';
import { useGrid } from './grid-store.ts';
import type { RowFrame } from './grid-row.tsx';
import { naturalWidth } from './natural-width.ts';

export interface Columns {
  /** All that are not hidden, in the order of the screen. */
  shown: readonly ShownColumn[];
  /** Theirs. */
  names: readonly string[];
  frame: RowFrame;
  /** Positions in the source of the columns that are drawn. */
  drawn: readonly number[];
}

const digitWidth = 7;

export function useColumns(
  table: OpenTable,
  view: View,
  rowCount: number,
  scroller: RefObject<HTMLDivElement | null>,
): Columns {
  const choices = useGrid((state) => state.choices);
  const natural = useGrid((state) => state.natural);
  const scored = useOpenTable((state) => state.scored);
  const columns = table.source.columns;
  const shown = useMemo(
    () => shownColumns(columns, choices, (column) => natural.get(column.name) ?? naturalWidth(column, [])),
    [columns, choices, natural],
  );
  const rowsTotal = useOpenTable((state) => state.rowsTotal);
  const gutter = gutterWidth(Math.max(rowCount, rowsTotal ?? 0));
  const { frozen, loose, looseLeft, width } = useMemo(() => splitColumns(shown, gutter), [shown, gutter]);
  const { first, end } = useColumnsInSight(loose, looseLeft, scroller);
  const isPlain = isWholeTable(view) && view.sort.length === 0;
  const frame = useMemo(
    () => ({
      frozen,
      loose: loose.slice(first, end),
      firstLoose: frozen.length + first,
      width,
      gutter,
      looseLeft,
      tints: tintsOf(scored),
      isPlain,
    }),
    [frozen, loose, first, end, width, gutter, looseLeft, scored, isPlain],
  );
  const drawn = useMemo(() => [...frame.frozen, ...frame.loose].map(({ source }) => source), [frame]);
  const names = useMemo(() => shown.map(({ name }) => name), [shown]);
  return { shown, names, frame, drawn };
}

/** In px, for the largest number that a row has in the source: of a filtered table it is not that of the rows shown. */
export function gutterWidth(largest: number): number {
  return Math.max(5, largest.toLocaleString('en').length) * digitWidth + 18;
}

function splitColumns(shown: readonly ShownColumn[], gutter: number) {
  const frozen = shown.filter(({ isFrozen }) => isFrozen);
  const loose = shown.filter(({ isFrozen }) => !isFrozen);
  const looseLeft = gutter + widthOf(frozen);
  return { frozen, loose, looseLeft, width: looseLeft + widthOf(loose) };
}

function widthOf(columns: readonly ShownColumn[]): number {
  const last = columns.at(-1);
  return last === undefined ? 0 : last.left + last.width;
}

/** Range of columns, exclusive at the end. */
function useColumnsInSight(
  loose: readonly ShownColumn[],
  looseLeft: number,
  scroller: RefObject<HTMLDivElement | null>,
) {
  const virtualizer = useVirtualizer({
    horizontal: true,
    count: loose.length,
    overscan: 2,
    paddingStart: looseLeft,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => loose[at]?.width ?? 0,
    getItemKey: (at) => loose[at]?.name ?? at,
    useFlushSync: false,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, loose]);
  const items = virtualizer.getVirtualItems();
  return { first: items[0]?.index ?? 0, end: (items.at(-1)?.index ?? -1) + 1 };
}

/** The first model's predictions have the first tint, every other model's the second. */
function tintsOf(scored: ReadonlyMap<string, string>): Map<string, number> {
  const models = [...new Set(scored.values())];
  return new Map([...scored].map(([column, model]) => [column, Math.min(models.indexOf(model), 1) + 1]));
}
