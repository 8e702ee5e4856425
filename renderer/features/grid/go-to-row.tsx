/** Asks for a row's position and shows that row. */
import { Button, NumberInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { create } from 'zustand';
import { useEscape } from '../../shell/escape.ts';
import { select, useGrid } from './grid-store.ts';
import classes from './grid.module.css';
import { selectionAt } from './selection.ts';

const useGoTo = create(() => ({ isOpen: false }));

export function openGoTo(): void {
  useGoTo.setState({ isOpen: true });
}

function closeGoTo(): void {
  useGoTo.setState({ isOpen: false });
}

interface GoToRowProps {
  rowCount: number;
  /** Whose cell is selected where no column is at hand; undefined where no column is shown. */
  firstColumn: string | undefined;
  showRow: (row: number, where: 'center') => void;
  /** Gives the focus back to the table. */
  onDone: () => void;
}

export function GoToRow(props: GoToRowProps) {
  const isOpen = useGoTo((state) => state.isOpen);
  return isOpen ? <GoToForm {...props} /> : null;
}

function GoToForm({ rowCount, firstColumn, showRow, onDone }: GoToRowProps) {
  const [row, setRow] = useState<number | string>('');
  const close = () => {
    closeGoTo();
    onDone();
  };
  useEscape(true, close);
  const go = (event: FormEvent) => {
    event.preventDefault();
    if (typeof row !== 'number') return;
    const column = useGrid.getState().selection?.head.column ?? firstColumn;
    if (column !== undefined) select(selectionAt({ row: row - 1, column }));
    showRow(row - 1, 'center');
    close();
  };
  return (
    <form className={classes.goTo} onSubmit={go} aria-label="Go to row">
      <NumberInput
        autoFocus
        aria-label="Go to row"
        placeholder={`Row 1 to ${rowCount.toLocaleString('en')}`}
        value={row}
        onChange={setRow}
        min={1}
        max={rowCount}
        clampBehavior="strict"
        allowDecimal={false}
        allowNegative={false}
        thousandSeparator=","
        hideControls
      />
      <Button type="submit" disabled={typeof row !== 'number'}>
        Go
      </Button>
    </form>
  );
}
