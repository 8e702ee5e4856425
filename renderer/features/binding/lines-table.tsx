/** The inputs of one model, a line for each; only those in sight are drawn, since a model may have thousands. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import classes from './binding.module.css';
import { LineRow } from './line-row.tsx';
import { countedText } from './loss-text.ts';
import { placeOf } from './slots.ts';
import type { BoundModel, Line } from './use-binding.ts';
import type { Losses } from './use-losses.ts';

interface LinesTableProps {
  model: BoundModel;
  /** Those to show. */
  lines: readonly Line[];
  /** Null where they are not being counted. */
  losses: Losses | 'counting' | null;
  /** Whether the lines are of a moment ago. */
  isOld: boolean;
}

const rowHeight = 48;

export function LinesTable({ model, lines, losses, isOld }: LinesTableProps) {
  const parent = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => parent.current,
    estimateSize: () => rowHeight,
    getItemKey: (at) => placeOf(lines[at] ?? { input: '', index: at }),
    overscan: 12,
  });
  return (
    <div ref={parent} className={classes.scroll} aria-busy={isOld}>
      <div role="table" aria-label={`Inputs of ${model.picked.name}`} aria-rowcount={lines.length + 1}>
        <div role="row" aria-rowindex={1} className={`${classes.row} ${classes.head}`}>
          <div role="columnheader">Input</div>
          <div role="columnheader">Fed by</div>
          <div role="columnheader">A missing value</div>
          <div role="columnheader">First values</div>
          <div role="columnheader">
            Lost {losses !== null && losses !== 'counting' && <small>{countedText(losses)}</small>}
          </div>
        </div>
        <div role="rowgroup" className={classes.rows} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, key, start }) => {
            const line = lines[index];
            return (
              line !== undefined && (
                <LineRow
                  key={key}
                  model={model}
                  line={line}
                  losses={losses}
                  rowIndex={index + 2}
                  style={{ transform: `translateY(${start}px)` }}
                />
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}
