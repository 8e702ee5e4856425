/** A cell that opens its rows. */
import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { countText } from '../../ui/quantities.ts';
import classes from './compare.module.css';

interface CellButtonProps {
  /** Rows, or their weight. */
  count: number;
  notes: string;
  /** Which rows these are, as `selected by both`. */
  what: string;
  onOpen: () => void;
}

export function CellButton({ count, notes, what, onOpen }: CellButtonProps) {
  return (
    <UnstyledButton className={classes.cell} title={`Show the rows ${what}`} disabled={count === 0} onClick={onOpen}>
      <span>{countText(count)}</span> {notes !== '' && <small>{notes}</small>}
      <VisuallyHidden> {what}: show the rows</VisuallyHidden>
    </UnstyledButton>
  );
}
