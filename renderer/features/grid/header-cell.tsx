/** One column's head: sorts by a click, moves by dragging, changes its width at its edge. */
import IconArrowDown from '@tabler/icons-react/icons/IconArrowDown';
import IconArrowUp from '@tabler/icons-react/icons/IconArrowUp';
import IconDotsVertical from '@tabler/icons-react/icons/IconDotsVertical';
import type { PointerEvent } from 'react';
import { typeName, type View } from '../../../contract/index.ts';
import { ColumnSketch, MissingShare } from '../profiles/column-sketch.tsx';
import { openColumnMenu } from './column-menu-store.ts';
import { narrowest, widest, type ShownColumn } from './column-order.ts';
import { fitColumn, setColumnWidth } from './grid-store.ts';
import classes from './header.module.css';

/** How a column that is dragged is told from a file that is dropped. */
const columnDragType = 'application/x-rowcast-column';

interface HeaderCellProps {
  column: ShownColumn;
  position: number;
  /** Pixels. */
  left: number;
  view: View;
  tint: number | undefined;
  isDropTarget: boolean;
  onSort: (name: string, isAdded: boolean) => void;
  onDragStart: () => void;
  onDragOver: () => void;
  onDrop: () => void;
}

export function HeaderCell(props: HeaderCellProps) {
  const { column, position, left, view, tint, isDropTarget, onSort } = props;
  const { name, type } = column;
  const sort = view.sort.find((each) => each.column === name);
  return (
    <div
      className={column.isFrozen ? classes.frozenHead : classes.head}
      role="columnheader"
      aria-colindex={position + 2}
      aria-sort={sort === undefined ? 'none' : sort.descending ? 'descending' : 'ascending'}
      data-tint={tint}
      data-drop={isDropTarget || undefined}
      style={{ left, width: column.width }}
      draggable
      onDragStart={({ dataTransfer }) => {
        dataTransfer.setData(columnDragType, name);
        dataTransfer.effectAllowed = 'move';
        props.onDragStart();
      }}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(columnDragType)) return;
        event.preventDefault();
        props.onDragOver();
      }}
      onDrop={props.onDrop}
      onDragEnd={props.onDrop}
    >
      <div className={classes.nameLine}>
        <button
          type="button"
          tabIndex={-1}
          className={classes.name}
          title={`${name} · ${type}`}
          onClick={(event) => onSort(name, event.shiftKey)}
        >
          <span className={classes.nameText}>{name}</span>
          <SortMark view={view} name={name} />
        </button>
        <button
          type="button"
          tabIndex={-1}
          className={classes.menuButton}
          aria-label={`Menu of ${name}`}
          onClick={({ currentTarget }) => openColumnMenu(column, currentTarget.getBoundingClientRect())}
        >
          <IconDotsVertical size={14} stroke={1.5} />
        </button>
      </div>
      <div className={classes.typeLine}>
        <span className={classes.type}>{typeName(type)}</span>
        <MissingShare name={name} />
      </div>
      <ColumnSketch name={name} />
      <WidthHandle name={name} width={column.width} />
    </div>
  );
}

function SortMark({ view, name }: { view: View; name: string }) {
  const at = view.sort.findIndex(({ column }) => column === name);
  const sort = view.sort[at];
  if (sort === undefined) return null;
  const Arrow = sort.descending ? IconArrowDown : IconArrowUp;
  return (
    <span className={classes.sort}>
      <Arrow size={12} stroke={2} />
      {view.sort.length > 1 && at + 1}
    </span>
  );
}

function WidthHandle({ name, width }: { name: string; width: number }) {
  const press = (event: PointerEvent<HTMLDivElement>) => {
    event.preventDefault();
    event.stopPropagation();
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const from = event.clientX;
    const lead = ({ clientX }: globalThis.PointerEvent) =>
      setColumnWidth(name, Math.min(Math.max(width + clientX - from, narrowest), widest));
    handle.addEventListener('pointermove', lead);
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', lead), {
      once: true,
    });
  };
  return (
    <div
      className={classes.handle}
      draggable
      onDragStart={(event) => {
        event.preventDefault();
        event.stopPropagation();
      }}
      onPointerDown={press}
      onDoubleClick={() => fitColumn(name)}
    />
  );
}
