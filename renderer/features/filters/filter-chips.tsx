/** The view's filters in the title bar: each can be changed and taken away. */
import { CloseButton } from '@mantine/core';
import IconFilter from '@tabler/icons-react/icons/IconFilter';
import IconChevronRight from '@tabler/icons-react/icons/IconChevronRight';
import { ActionButton } from '../../shell/action-button.tsx';
import { useOpenTable } from '../../state/open-table.ts';
import { openFilterForm, removeFilter, setCondition, useCondition } from './filter-store.ts';
import { filterText } from './filter-text.ts';
import classes from './filters.module.css';

export function FilterChips() {
  const table = useOpenTable((state) => state.table);
  const { where, filters } = useOpenTable((state) => state.view);
  if (table === null) return null;
  const edit = (at: number, { left, bottom }: DOMRect) => {
    const column = table.source.columns.find(({ name }) => name === filters[at]?.column);
    if (column !== undefined) openFilterForm({ column, at, left, top: bottom + 4 });
  };
  return (
    <div className={classes.chips}>
      {(filters.length > 0 || where !== undefined) && <IconChevronRight size={14} className={classes.arrow} />}
      {filters.map((filter, at) => (
        <Chip
          key={`${at} ${filterText(filter)}`}
          text={filterText(filter)}
          onEdit={(box) => edit(at, box)}
          onRemove={() => removeFilter(at)}
        />
      ))}
      {where !== undefined && (
        <Chip text={where} onEdit={() => useCondition.setState({ isOpen: true })} onRemove={() => setCondition('')} />
      )}
      <ActionButton action="view.filter" Icon={IconFilter} />
    </div>
  );
}

interface ChipProps {
  text: string;
  onEdit: (box: DOMRect) => void;
  onRemove: () => void;
}

function Chip({ text, onEdit, onRemove }: ChipProps) {
  return (
    <span className={classes.chip}>
      <button type="button" title={text} onClick={({ currentTarget }) => onEdit(currentTarget.getBoundingClientRect())}>
        {text}
      </button>
      <CloseButton size={18} iconSize={12} aria-label={`Remove the filter ${text}`} onClick={onRemove} />
    </span>
  );
}
