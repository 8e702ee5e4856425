/** The whole table, however long: rows and columns near what is seen are drawn, and their pages fetched. */
import { useCallback, useEffect, useId, useMemo, useRef, useState, type RefObject } from 'react';
import type { OpenTable, View } from '../../../contract/index.ts';
import { useOpenTable } from '../../state/open-table.ts';
import { faultFrom } from '../../transport/fault-from.ts';
import { FaultCard } from '../../ui/fault-card.tsx';
import { Button, VisuallyHidden } from '@mantine/core';
import { Announcer } from '../../ui/announce.tsx';
import { ColumnMenu } from './column-menu.tsx';
import { GoToRow } from './go-to-row.tsx';
import { useProfiling } from '../profiles/use-profiling.ts';
import { useGridActions } from './grid-actions.ts';
import { headHeight } from './head-box.ts';
import { GridHeader } from './grid-header.tsx';
import { activeCellId } from './grid-row.tsx';
import { GridRows, rowHeight } from './grid-rows.tsx';
import { select, useGrid } from './grid-store.ts';
import classes from './grid.module.css';
import { pageRows } from './page-plan.ts';
import { selectionAt, type Extent } from './selection.ts';
import { physicalHeight, type ScrollSpace } from './scroll-space.ts';
import { useArrival } from './use-arrival.ts';
import { useCellEvents } from './use-cell-events.ts';
import { useColumns, type Columns } from './use-columns.ts';
import { useFirstRows } from './use-first-rows.ts';
import { openMenuAtHead, useGridKeys } from './use-grid-keys.ts';
import { useGridScroll, type DrawnRows } from './use-grid-scroll.ts';
import { usePages, type Pages } from './use-pages.ts';
import { usePrepare } from './use-prepare.ts';
import { useRevealScored } from './use-reveal-scored.ts';
import { useWantedPages } from './use-wanted-pages.ts';

export function Grid({ table, view }: { table: OpenTable; view: View }) {
  usePrepare(table, view);
  const scroller = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const [seenRows, setSeenRows] = useState<number | null>(null);
  const rowCount = useRowCount(seenRows);
  const viewport = useViewport(scroller);
  const space = useMemo((): ScrollSpace => ({ rowCount, rowHeight, viewport }), [rowCount, viewport]);
  const columns = useColumns(table, view, rowCount, scroller);
  useRevealScored(columns, scroller);
  const pages = usePages(table, view);
  const scroll = useGridScroll(space, scroller, layer, useArrival(pages, columns.drawn));
  useWantedPages(table, pages, { drawn: scroll.drawn, rowCount }, columns.drawn);
  useFirstRows(table, pages, columns.drawn, setSeenRows);
  useProfiling(table, view, columns.drawn);
  const extent = useExtent(rowCount, columns.shown.length, viewport);
  const keys = useGridKeys({ extent, columns, scroller, showRow: scroll.showRow });
  const cellEvents = useCellEvents(columns.names);
  useStartOfView(view, scroll.showRow);
  const focus = useCallback(() => scroller.current?.focus(), []);
  useGridActions({ table, view, columns, scroller, onFocus: focus });
  const hintId = useId();
  return (
    <div className={classes.grid}>
      <div
        ref={scroller}
        className={classes.scroller}
        role="grid"
        tabIndex={0}
        aria-label="Table"
        aria-rowcount={rowCount + 1}
        aria-colcount={columns.shown.length + 1}
        aria-multiselectable
        aria-describedby={hintId}
        aria-activedescendant={useIsHeadDrawn(scroll.drawn, columns) ? activeCellId : undefined}
        onKeyDown={keys}
        onContextMenu={(event) => openMenuAtHead(event.target, columns, scroller.current) && event.preventDefault()}
      >
        <GridHeader view={view} columns={columns} />
        <div
          className={classes.body}
          role="rowgroup"
          style={{ height: physicalHeight(space), width: columns.frame.width }}
          {...cellEvents}
        >
          <div ref={layer} className={classes.layer}>
            <GridRows drawn={scroll.drawn} columns={columns} pages={pages} />
          </div>
        </div>
      </div>
      <GoToRow table={table} view={view} firstColumn={columns.names[0]} showRow={scroll.showRow} onDone={focus} />
      <ColumnMenu onDone={focus} />
      <VisuallyHidden id={hintId}>
        Arrow keys go from cell to cell. Shift and F10 open the menu of the column.
      </VisuallyHidden>
      <Announcer />
      <PageFault pages={pages} />
    </div>
  );
}

/** How far keys may lead. */
function useExtent(rows: number, columns: number, viewport: number): Extent {
  return useMemo(
    () => ({ rows, columns, pageRows: Math.max(1, Math.floor(viewport / rowHeight) - 1) }),
    [rows, columns, viewport],
  );
}

/** Whether the cell at hand is in the document; what is scrolled away is not. */
function useIsHeadDrawn({ first, end }: DrawnRows, { frame }: Columns): boolean {
  const head = useGrid((state) => state.selection?.head);
  if (head === undefined || head.row < first || head.row >= end) return false;
  return [...frame.frozen, ...frame.loose].some(({ name }) => name === head.column);
}

/** Why a page that is in sight could not be read. */
function PageFault({ pages }: { pages: Pages }) {
  const { error } = pages.cache;
  // It stands above the table then.
  const isSaid = useOpenTable((state) => state.viewFault !== null);
  // What is not read yet is asked for again when it is.
  if (isSaid || error === undefined || faultFrom(error).code === 'PAGE_NOT_READY') return null;
  const again = (
    <Button size="compact-xs" variant="default" onClick={pages.retry}>
      Try again
    </Button>
  );
  return (
    <div className={classes.note}>
      <FaultCard error={error} buttons={again} />
    </div>
  );
}

/** Another view begins at its first row, in the column that was at hand. */
function useStartOfView(view: View, showRow: (row: number) => void): void {
  const before = useRef(view);
  useEffect(() => {
    if (before.current === view) return;
    before.current = view;
    const { selection } = useGrid.getState();
    if (selection !== null) select(selectionAt({ row: 0, column: selection.head.column }));
    showRow(0);
  }, [view, showRow]);
}

/** Rows of the view as far as they are known: counted, or seen so far. */
function useRowCount(seenRows: number | null): number {
  const rowsShown = useOpenTable((state) => state.rowsShown);
  const hasFault = useOpenTable((state) => state.viewFault !== null);
  const reach = useOpenTable((state) => state.known.reach);
  if (hasFault) return 0;
  if (rowsShown !== null) return rowsShown;
  if (seenRows !== null && seenRows < pageRows) return seenRows;
  return Math.max(reach, seenRows ?? 0, pageRows);
}

/** Height in which rows are seen. */
function useViewport(scroller: RefObject<HTMLDivElement | null>): number {
  const [height, setHeight] = useState(600);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = () => setHeight(Math.max(rowHeight, element.clientHeight - headHeight));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  return height;
}
