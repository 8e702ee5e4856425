/** Asks for a row by its number in the source, and shows that row. */
import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { create } from 'zustand';
import type { OpenTable, View } from '../../../contract/index.ts';
import { useEscape } from '../../shell/escape.ts';
import { useOpenTable } from '../../state/open-table.ts';
import { useClient } from '../../transport/client.ts';
import { faultFrom } from '../../transport/fault-from.ts';
import { countText } from '../../ui/quantities.ts';
import { select, useGrid } from './grid-store.ts';
import classes from './grid.module.css';
import { positionOfRow, rowNumberOf } from './row-sought.ts';
import { selectionAt } from './selection.ts';

const useGoTo = create(() => ({ isOpen: false }));

export function openGoTo(): void {
  useGoTo.setState({ isOpen: true });
}

function closeGoTo(): void {
  useGoTo.setState({ isOpen: false });
}

interface GoToRowProps {
  table: OpenTable;
  view: View;
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

function GoToForm({ table, view, firstColumn, showRow, onDone }: GoToRowProps) {
  const client = useClient();
  const total = useOpenTable((state) => state.rowsTotal);
  const [text, setText] = useState('');
  const [why, setWhy] = useState<string | null>(null);
  const search = useRef<AbortController | null>(null);
  useEffect(() => () => search.current?.abort(), []);
  const close = () => {
    closeGoTo();
    onDone();
  };
  useEscape(true, close);
  const row = rowNumberOf(text);
  const go = async (event: FormEvent) => {
    event.preventDefault();
    if (row === null) return setWhy(text.trim() === '' ? null : 'Give the number of a row, from 1.');
    search.current?.abort();
    const { signal } = (search.current = new AbortController());
    setWhy('Looking …');
    try {
      const position = await positionOfRow(client, row, { table, view }, signal);
      const column = useGrid.getState().selection?.head.column ?? firstColumn;
      if (column !== undefined) select(selectionAt({ row: position, column }));
      showRow(position, 'center');
      close();
    } catch (error) {
      if (!signal.aborted) setWhy(faultFrom(error).message);
    }
  };
  return (
    <form className={classes.goTo} onSubmit={(event) => void go(event)} aria-label="Go to row">
      <TextInput
        autoFocus
        aria-label="Go to row"
        placeholder={total === null ? 'Number of the row' : `Row 1 to ${countText(total)}`}
        inputMode="numeric"
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          setWhy(null);
        }}
      />
      <Button type="submit" disabled={row === null}>
        Go
      </Button>
      <p role="status" className={classes.goToStatus} hidden={why === null}>
        {why}
      </p>
    </form>
  );
}
